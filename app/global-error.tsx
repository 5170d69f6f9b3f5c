"use client";
import "./globals.css";

type GlobalErrorProps = { readonly error: Error; readonly reset: () => void };

/** Stands in for everything when even the shell broke. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto my-auto grid max-w-[640px] gap-3 p-4">
          <h1 className="text-title">Malthouse broke</h1>
          <p className="wrap-anywhere">{error.message}</p>
          <button
            type="button"
            onClick={reset}
            className="rounded-control border-line2 bg-surface h-8 border px-3"
          >
            Draw it again
          </button>
        </main>
      </body>
    </html>
  );
}
