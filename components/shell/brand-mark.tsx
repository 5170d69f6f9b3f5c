/** An ear of barley that branches as a tree does. */
export function BrandMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6.5" fill="var(--ink)" />
      <g stroke="var(--bg)" strokeWidth="1.5" strokeLinecap="round" fill="none">
        <path d="M12 20V8.5M12 18c-3.2-.4-5-2-5.4-4.6M12 18c3.2-.4 5-2 5.4-4.6M12 13.4c-2.4-.4-3.8-1.6-4.2-3.8M12 13.4c2.4-.4 3.8-1.6 4.2-3.8" />
      </g>
      <g fill="var(--bg)">
        <circle cx="12" cy="5.8" r="2.1" />
        <circle cx="7.3" cy="8" r="1.7" />
        <circle cx="16.7" cy="8" r="1.7" />
        <circle cx="5.9" cy="12" r="1.6" />
        <circle cx="18.1" cy="12" r="1.6" />
      </g>
    </svg>
  );
}
