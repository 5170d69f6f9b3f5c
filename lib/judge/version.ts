/** Stored with every verdict; raised whenever a rule changes what any text is judged to be. */
export const judgeVersion = "2";
