const heading = /^={3,}[ \t]*Solution[ \t]+\d+[ \t]*={3,}[ \t]*$/gim;

/**
 * The solutions of a debate in one text, as AgentArk's inference files join them (a line `===== Solution 3 =====` above
 * each, the aggregate last); null where there is no such line. What is empty is left out.
 */
export function cutSolutions(text: string): readonly string[] | null {
  const heads = [...text.matchAll(heading)];
  if (heads.length === 0) return null;
  const solutions = heads.map((head, index) =>
    text.slice(head.index + head[0].length, heads[index + 1]?.index).trim(),
  );
  return solutions.filter((solution) => solution !== "");
}
