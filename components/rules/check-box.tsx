import type { ReactNode } from "react";

type CheckBoxProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
};

/** A setting that is on or off, with its words beside it. */
export function CheckBox({ isOn, onChange, children }: CheckBoxProps) {
  return (
    <label className="text-small flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="size-3.5 shrink-0"
      />
      <span>{children}</span>
    </label>
  );
}
