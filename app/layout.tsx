import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { Providers } from "./providers.tsx";
import "./globals.css";
import { Shell } from "@/components/shell/shell.tsx";

export const metadata: Metadata = {
  title: { default: "Malthouse", template: "%s · Malthouse" },
  description: "Grow reasoning trees, read the credit, curate pairs, ship data sets.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1a17" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Reading the request makes every page dynamic, so that Next puts the request's CSP nonce on its scripts.
  await headers();
  const theme = (await cookies()).get("theme")?.value;
  return (
    <html lang="en" data-theme={theme === "light" || theme === "dark" ? theme : undefined}>
      <body>
        <Providers>
          <Suspense>
            <Shell>{children}</Shell>
          </Suspense>
        </Providers>
      </body>
    </html>
  );
}
