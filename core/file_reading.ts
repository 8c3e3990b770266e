/** A reader of an event file, the reference or the scanner: both find the same. */
export interface FileReading<Found> {
  /** Room for the next bytes, where reading into it saves a copy. Valid until the next call. */
  readonly room?: Uint8Array;
  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   */
  push(chunk: Uint8Array): void;
  /** Tells of all that was found in what was pushed, where that is not told at once. */
  settle?(): void;
  /** Gives back what the reader holds, a thread for example; nothing is read any more. */
  close?(): void;
  /**
   * Ends the file.
   *
   * @returns What was found.
   */
  end(): Found;
}
