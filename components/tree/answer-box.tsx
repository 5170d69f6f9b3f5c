import Link from "next/link";
import { flagWords, methodWords, reasonWords } from "@/components/judge/judge-words.ts";
import { Tag } from "@/components/ui/tag.tsx";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { verdictOf } from "./look-of-node.ts";

type AnswerBoxProps = { node: TreeNode; role: RoleView; gold: string };

/** What the judge read, what was wanted, by which rule, and the verdict; a claim for roles that make one. */
export function AnswerBox({ node, role, gold }: AnswerBoxProps) {
  if (!role.isJudged && !role.isClaiming) return null;
  const verdict = verdictOf(node);
  return (
    <dl className="bg-sunken text-small mt-3 grid grid-cols-[minmax(0,auto)_minmax(0,auto)_minmax(6rem,1fr)] gap-x-5 gap-y-2 rounded-[8px] px-3 py-2.5">
      {role.isClaiming && (
        <div className="col-span-3">
          <dt className="text-tiny text-ink3">Claim about the answer it read (never credit)</dt>
          <dd className="font-semibold">{node.claim === null ? "none found" : `says ${node.claim}`}</dd>
        </div>
      )}
      {role.isJudged && (
        <>
          <div className="min-w-0">
            <dt className="text-tiny text-ink3">Extracted</dt>
            <dd>
              {node.answer ? (
                <mark className="bg-ans text-ink rounded-[3px] px-1 font-mono font-semibold wrap-anywhere">
                  {node.answer.raw}
                </mark>
              ) : (
                <b>none</b>
              )}
            </dd>
          </div>
          <div className="min-w-0">
            <dt className="text-tiny text-ink3">Gold</dt>
            <dd className="font-mono font-semibold wrap-anywhere">{gold}</dd>
          </div>
          <div className="min-w-0">
            <dt className="text-tiny text-ink3">Method</dt>
            <dd className="wrap-anywhere">{node.judge ? methodWords(node.judge.method) : "–"}</dd>
          </div>
          <div className="col-span-3 flex flex-wrap items-center gap-2">
            <dt className="sr-only">Verdict</dt>
            <dd className="flex flex-wrap items-center gap-2">
              <b>
                {verdict === null
                  ? "not judged yet"
                  : verdict === "correct"
                    ? "✓ correct"
                    : verdict === "incorrect"
                      ? "✕ incorrect"
                      : "? unknown"}
              </b>
              {node.override ? (
                <span className="text-ink2">
                  a person’s word; the judge said {node.verdict ?? "nothing"}
                  {node.judge?.reason && `: ${reasonWords(node.judge.reason)}`}
                </span>
              ) : (
                node.judge?.reason && <span className="text-ink2">{reasonWords(node.judge.reason)}</span>
              )}
              {node.judge?.flags.map((flag) => (
                <Tag key={flag} tone="warn">
                  {flagWords(flag)}
                </Tag>
              ))}
              <Link href={`/judge?node=${node.id}`} className="text-accent hover:underline">
                Try in the judge
              </Link>
            </dd>
            {!role.isLeaf && (
              <dd className="text-tiny text-ink3 w-full">
                For information: only a leaf’s verdict decides values.
              </dd>
            )}
          </div>
        </>
      )}
    </dl>
  );
}
