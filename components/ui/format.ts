const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const daysAndYears = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const times = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** "10,226". */
export const formatCount = (count: number): string => counts.format(count);

/** "11.6M", for token counts where the last digits say nothing. */
export const formatCompact = (count: number): string => compact.format(count);

/** "$11.65"; below a cent as many digits as it takes to tell it from nothing: "$0.0042". */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.01) return `$${usd < 0.0001 ? usd.toExponential(1) : usd.toPrecision(2)}`;
  return dollars.format(usd);
}

/** Seconds as "6 s", "52 min", "1 h 24 min", "3 d 4 h". */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return "under 1 s";
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Bytes as "812 B", "4.1 kB", "3.2 MB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [size, unit] = [bytes, 0];
  // 999.5 and more would be printed as 1000 of the smaller unit.
  for (; size >= 999.5 && unit < units.length - 1; unit++) size /= 1000;
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** A moment as a person says it: "today 09:12", "yesterday", "18 Nov", "18 Nov 2025". */
export function formatMoment(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (at.getTime() >= midnight) return `today ${times.format(at)}`;
  if (at.getTime() >= midnight - 86_400_000) return "yesterday";
  return at.getFullYear() === now.getFullYear() ? days.format(at) : daysAndYears.format(at);
}

/** A share of 0 to 1 as whole percent without the sign; "–" for null. */
export const formatPercent = (share: number | null): string =>
  share === null ? "–" : String(Math.round(share * 100));

/** "1 question", "2 questions". */
export const formatNoun = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;
