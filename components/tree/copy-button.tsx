"use client";
import { Check, Copy, Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";

type CopyButtonProps = {
  text: string | (() => string);
  label: string;
  /** An icon alone, with the label as its name. */
  isIcon?: boolean;
  isLink?: boolean;
  size?: "sm" | "md";
};

/** Copies and says so for a moment, in place. */
export function CopyButton({ text, label, isIcon = false, isLink = false, size = "sm" }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(typeof text === "string" ? text : text());
    setState(isCopied ? "copied" : "refused");
  };
  const Icon = state === "copied" ? Check : isLink ? Link2 : Copy;
  const word = state === "copied" ? "Copied" : state === "refused" ? "The browser refused" : label;
  return (
    <Button
      size={size}
      variant={isIcon ? "ghost" : "plain"}
      isIcon={isIcon}
      onClick={() => void copy()}
      {...(isIcon ? { "aria-label": word, title: word } : {})}
    >
      <Icon aria-hidden size={14} />
      {!isIcon && <span aria-live="polite">{word}</span>}
    </Button>
  );
}

/** False where the browser refuses the clipboard (an address that is neither https nor loopback). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
