import Link from "next/link";

/** Stands where a sum would say that a model is free only because nobody has typed its price. */
export function NoPrice({ models }: { readonly models: readonly string[] }) {
  return (
    <Link
      href="/endpoints"
      title={`No price is set for ${models.join(", ")}: what it costs is not known. Set one at its endpoint.`}
      className="text-accent relative z-10 font-[550]"
    >
      no price set
    </Link>
  );
}
