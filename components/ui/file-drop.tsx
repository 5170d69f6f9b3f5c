"use client";
import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

type FileDropProps = {
  readonly onFile: (file: File) => void;
  readonly accept: string;
  readonly label: string;
  readonly children?: ReactNode;
  readonly isBusy?: boolean;
};

/** A place to drop one file on, with a button for those who would rather choose it. */
export function FileDrop({ onFile, accept, label, children, isBusy = false }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !isBusy) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={classNames(
        "flex flex-col items-center gap-2 rounded-card border border-dashed px-4 py-5 text-center transition-colors",
        isOver ? "border-accent bg-accentbg" : "border-line2 bg-surface",
      )}
    >
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file chosen twice must be heard twice.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      <Button disabled={isBusy} onClick={() => input.current?.click()}>
        <Upload aria-hidden size={14} /> {label}
      </Button>
      <div className="text-small text-ink3">{children}</div>
    </div>
  );
}
