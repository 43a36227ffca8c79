/**
 * Ends this process in order when the launcher above it was killed, so that `kill -9` on `npm start` leaves no
 * server behind that still holds the data folder. Does nothing without a launcher.
 */
export function endWithLauncher() {
  if (process.channel === undefined) return;
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The link alone must not keep a finished command alive, nor be inherited by what the task starts.
  process.channel.unref();
}
