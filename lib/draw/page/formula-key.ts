/** Under which a page looks a formula up. */
export const formulaKey = (tex: string, isDisplay: boolean): string => `${isDisplay ? "D" : "I"}${tex}`;
