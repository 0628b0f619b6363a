import { closeSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';

/** What a file system without hard links (FAT, SMB, some shared folders) answers: link(2). */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'];

/**
 * Gives a whole file its name, and never replaces what is there: throws with code EEXIST then. Who makes the file
 * takes `own` away where it still is. Without hard links the name is reserved by an empty file first: for a moment others see that.
 */
export function placeFile(own: string, path: string, link: typeof linkSync = linkSync): void {
	try {
		link(own, path);
	} catch (error) {
		if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
		closeSync(openSync(path, 'wx', 0o600));
		reserved(path, () => {
			renameSync(own, path);
		});
	}
}

/** What no file can have as its name: its folder is none, or it is too long. Node knows only ENOENT as "not there". */
const NO_NAMES = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

/** Whether something has that name. Where nothing can have it, nothing has. */
export function isThere(path: string): boolean {
	try {
		statSync(path);
		return true;
	} catch (error) {
		if (!NO_NAMES.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
		return false;
	}
}

/** Removes a file that may be there; for what tidies up after a failure, whose reason must not be covered by another. */
export function removeFile(path: string): void {
	try {
		rmSync(path, { force: true });
	} catch (error) {
		if (!NO_NAMES.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	}
}

function reserved(path: string, fill: () => void): void {
	try {
		fill();
	} catch (error) {
		rmSync(path, { force: true });
		throw error;
	}
}
