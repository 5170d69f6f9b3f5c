"use client";
import { Fragment } from "react";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { KeyGroup } from "./screen-keys.ts";

type KeysSheetProps = {
  readonly groups: readonly KeyGroup[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** The keys of the screen one is on. */
export function KeysSheet({ groups, isOpen, onClose }: KeysSheetProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Keys"
      description="Single keys rest while you type in a field."
      size="lg"
    >
      <div className="-mb-3 gap-6 md:columns-2">
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title} className="break-inside-avoid pb-6">
            <h3 className="text-small text-ink2 mb-2 font-semibold">{group.title}</h3>
            <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
              {group.keys.map(([keys, meaning]) => (
                <Fragment key={keys}>
                  <dt className="flex gap-1">
                    {keys.split(" ").map((key) => (
                      <Kbd key={key} className="inline-flex! opacity-100!">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
