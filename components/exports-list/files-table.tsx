import { formatBytes, formatCount } from "@/components/ui/format.ts";
import type { Export } from "@/lib/http/wire/exports.ts";

/** The files of an export as they stand in its zip, with sizes and checksums. */
export function FilesTable({ files }: { readonly files: Export["files"] }) {
  return (
    <div
      role="region"
      aria-label="Files"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that scrolls is reached by keys
      tabIndex={0}
      className="text-small mt-1.5 overflow-x-auto"
    >
      <table className="w-full text-left">
        <thead className="text-tiny text-ink3">
          <tr>
            <th className="py-1 pr-4 font-[550]">Path</th>
            <th className="py-1 pr-4 text-right font-[550]">Rows</th>
            <th className="py-1 pr-4 text-right font-[550]">Size</th>
            <th className="py-1 font-[550]">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.path} className="border-line border-t">
              <td className="py-1 pr-4">
                <code>{file.path}</code>
              </td>
              <td className="py-1 pr-4 text-right">{file.rows === null ? "" : formatCount(file.rows)}</td>
              <td className="py-1 pr-4 text-right whitespace-nowrap">{formatBytes(file.bytes)}</td>
              <td className="py-1">
                <code title={file.sha256}>{file.sha256.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
