type Kind = { readonly type: string; readonly mimeType: string };

const image = (mimeType: string): Kind => ({ type: 'imageMessage', mimeType });
const video = (mimeType: string): Kind => ({ type: 'videoMessage', mimeType });
const audio = (mimeType: string): Kind => ({ type: 'audioMessage', mimeType });
const document = (mimeType: string): Kind => ({ type: 'documentMessage', mimeType });

const KINDS = new Map<string, Kind>([
	['jpg', image('image/jpeg')],
	['jpeg', image('image/jpeg')],
	['png', image('image/png')],
	['webp', image('image/webp')],
	['mp4', video('video/mp4')],
	['3gp', video('video/3gpp')],
	['mp3', audio('audio/mpeg')],
	['ogg', audio('audio/ogg')],
	['oga', audio('audio/ogg')],
	['opus', audio('audio/ogg')],
	['m4a', audio('audio/mp4')],
	['wav', audio('audio/wav')],
	['pdf', document('application/pdf')],
	['txt', document('text/plain')],
	['csv', document('text/csv')],
	['zip', document('application/zip')],
]);

/** GREEN-API decides by the extension of the name alone what a file is sent as (reference 5.2). */
export function kindOfName(name: string): Kind {
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	return KINDS.get(extension) ?? document('application/octet-stream');
}

/** The `typeMessage` of a customer's file, by its type. */
export function messageTypeOf(mimeType: string, kind: string | undefined): string {
	const family = kind ?? mimeType.split('/')[0] ?? '';
	return ['image', 'video', 'audio', 'sticker'].includes(family)
		? `${family}Message`
		: 'documentMessage';
}
