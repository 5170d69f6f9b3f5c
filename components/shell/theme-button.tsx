"use client";
import { Moon, Sun } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";

function switchTheme(): void {
  const root = document.documentElement;
  const shown =
    root.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = shown === "dark" ? "light" : "dark";
  root.dataset["theme"] = next;
  // A cookie, so that the server already sends the page in this theme and it never flashes.
  document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
}

/** Light or dark; until it is pressed the system's choice holds. */
export function ThemeButton() {
  return (
    <Button variant="ghost" size="sm" isIcon aria-label="Switch between light and dark" onClick={switchTheme}>
      <Moon aria-hidden size={16} className="theme-moon" />
      <Sun aria-hidden size={16} className="theme-sun" />
    </Button>
  );
}
