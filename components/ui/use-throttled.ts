"use client";
import { useEffect, useRef, useState } from "react";

/** The value as it was at most `everyMs` ago: what changes fast is followed in steps, and its end is never missed. */
export function useThrottled<Value>(value: Value, everyMs: number): Value {
  const [followed, setFollowed] = useState(value);
  const changedAt = useRef(0);
  useEffect(() => {
    const rest = Math.max(0, changedAt.current + everyMs - performance.now());
    const timer = setTimeout(() => {
      changedAt.current = performance.now();
      setFollowed(value);
    }, rest);
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return followed;
}
