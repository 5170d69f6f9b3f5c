/** White space as single spaces, none at either end. */
export const foldSpace = (text: string): string => text.replace(/\s+/g, " ").trim();

/** White space and case folded; signs stay, since they are what differs between two sums. */
export const foldText = (text: string): string => foldSpace(text.normalize("NFC").toLowerCase());
