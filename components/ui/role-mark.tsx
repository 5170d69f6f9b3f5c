import { classNames } from "./class-names.ts";

type RoleMarkProps = {
  readonly role: { readonly letter: string; readonly title: string };
  readonly className?: string;
};

/** A role is a letter, never a hue. */
export function RoleMark({ role, className }: RoleMarkProps) {
  return (
    <span
      role="img"
      aria-label={role.title}
      title={role.title}
      className={classNames(
        "inline-grid size-[18px] shrink-0 place-items-center rounded-tag border border-line2 bg-surface font-mono text-[10.5px] leading-none font-semibold text-ink2",
        className,
      )}
    >
      {role.letter}
    </span>
  );
}
