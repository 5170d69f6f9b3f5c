/** Names the wording and the reading of a vote; raised with each change of either. A vote keeps the one it was asked under. */
export const votePromptVersion = "1";
