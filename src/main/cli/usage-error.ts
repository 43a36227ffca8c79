/** The command was not written as it should be: exit code 2. The message is for the person, already in words. */
export class UsageError extends Error {
  /** The command whose help would tell, when one was recognised. */
  readonly command: string | null;

  constructor(message: string, command: string | null = null) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}
