/**
 * Loaded into the demo's daemon before anything else (`node --import`): when the demo is gone, however it ended, the
 * channel to it closes, and the daemon stops in good order.
 */
process.once('disconnect', () => {
	process.kill(process.pid, 'SIGTERM');
});
// The channel alone must not keep a daemon alive that has stopped.
process.channel?.unref();

export {};
