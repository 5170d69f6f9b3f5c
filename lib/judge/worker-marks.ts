/** What a worker writes, one byte each, so that a stuck text can be told from its neighbours while nothing else is heard. */
export const marks = {
  /** The next text of the batch begins. */
  text: 0x74,
  /** Something that is loaded once is being loaded; its time is no text's. */
  loading: 0x6c,
  loaded: 0x2e,
} as const;

/** Standard streams are 0 to 2, the message channel is 3. */
export const marksFd = 4;
