import { hash } from "node:crypto";

/** Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes. */
export const sha256Hex = (text: string): string => hash("sha256", text, "hex");
