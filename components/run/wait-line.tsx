"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { formatDuration } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { TryNow } from "./try-now.tsx";

/** A line with a key in it is as high as one without. */
const shapeWithKey = "rounded-control text-small mt-2 min-h-[30px] px-3 py-px leading-7 wrap-anywhere";
const shape = "rounded-control text-small mt-2 min-h-[30px] px-3 py-[7px] wrap-anywhere";

/** Why a run waits, with a countdown and what can be done. While it grows the line has its place even when empty: nothing below moves. */
export function WaitLine({ run, isOffline }: { readonly run: Run; readonly isOffline: boolean }) {
  if (isOffline)
    return (
      <p role="status" className={`${shape} bg-warnbg text-warn`}>
        The live connection is gone: this is the last state that was read. It is tried again by itself.
      </p>
    );
  if (run.waitingFor === null && run.status !== "growing") return null;
  if (run.waitingFor === null) {
    const closed = run.limits.find(({ waitingUntil }) => waitingUntil !== null);
    if (!closed) return <p className={`${shape} bg-sunken text-ink3`}>It waits for nothing but answers.</p>;
    return (
      <p role="status" className={`${shapeWithKey} bg-sunken text-ink2`}>
        Nothing new is sent to {closed.name} for now. {sentence(closed.waitingReason ?? "")}{" "}
        <Countdown until={closed.waitingUntil} />
        <TryNow run={run} />
      </p>
    );
  }
  return (
    <p role="status" className={`${shapeWithKey} bg-warnbg text-warn`}>
      {sentence(run.waitingReason ?? `Waiting for: ${run.waitingFor.replace("_", " ")}`)}{" "}
      <Countdown until={run.waitingUntil} />
      <TryNow run={run} />
      {run.waitingFor === "endpoint" && (
        <>
          {" "}
          <Link href="/endpoints" className="underline">
            Correct the endpoint
          </Link>
          {run.status === "paused" && ", then resume, or choose another one: nothing is lost."}
        </>
      )}
    </p>
  );
}

/** An endpoint's own words often end without a full stop. */
const sentence = (words: string): string => (words === "" || /[.!?…]$/.test(words) ? words : `${words}.`);

/** "Goes on in 6 s", counted down in place. */
function Countdown({ until }: { readonly until: string | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  if (until === null) return null;
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  return (
    <b className="tabular-nums">{seconds > 0 ? `Goes on in ${formatDuration(seconds)}.` : "Goes on now."}</b>
  );
}
