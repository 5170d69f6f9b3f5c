"use client";
import { useStoredText } from "@/components/ui/use-stored-text.ts";

/** The name that decisions and overrides are signed with; remembered by this browser. */
export const useAuthor = (): [string, (name: string) => void] => useStoredText("malthouse.author", "");

/** `{ author }` for a request body; nothing where nobody has given a name. */
export const authorOf = (name: string): { author?: string } =>
  name.trim() === "" ? {} : { author: name.trim() };
