"use client";
import { useState } from "react";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { formatMoment } from "@/components/ui/format.ts";
import type { Notice } from "@/lib/http/wire/runs.ts";

const looks = {
  info: { icon: Info, tone: "text-ink3" },
  warning: { icon: TriangleAlert, tone: "text-warn" },
  error: { icon: CircleAlert, tone: "text-danger" },
} as const;

/** At most this many before "all". */
const few = 2;

/** What the run has to say for itself: hidden defaults of a server, breaks, recoveries. Newest first. */
export function RunNotices({ notices }: { notices: readonly Notice[] }) {
  const [isWhole, setWhole] = useState(false);
  if (notices.length === 0) return null;
  const newest = notices.toReversed();
  const important = newest.filter((notice) => notice.level !== "info");
  const shown = isWhole ? newest : important.slice(0, few);
  if (shown.length === 0 && !isWhole) {
    return (
      <Button variant="ghost" size="sm" className="self-start" onClick={() => setWhole(true)}>
        {notices.length} {notices.length === 1 ? "notice" : "notices"} of this run
      </Button>
    );
  }
  return (
    <Card className="flex items-start gap-3 px-4 py-1.5 max-md:flex-col">
      <ul className="divide-line max-h-72 min-w-0 flex-1 divide-y overflow-auto" aria-label="Notices">
        {shown.map((notice) => {
          const { icon: Icon, tone } = looks[notice.level];
          return (
            <li
              key={`${notice.at} ${notice.code} ${notice.message}`}
              className="text-small flex items-start gap-2 py-1.5"
            >
              <Icon aria-label={notice.level} size={14} className={classNames("mt-0.5 shrink-0", tone)} />
              <span className="min-w-0 flex-1 wrap-anywhere">{notice.message}</span>
              <time dateTime={notice.at} className="text-ink3 shrink-0">
                {formatMoment(notice.at)}
              </time>
            </li>
          );
        })}
      </ul>
      {notices.length > shown.length || isWhole ? (
        <Button variant="ghost" size="sm" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Only what matters" : `All ${notices.length} notices`}
        </Button>
      ) : null}
    </Card>
  );
}
