/** Whether a page that one was just led to has the focus as a whole: a part of it that knows better may take it. */
export const hasPageFocus = (): boolean => document.activeElement?.id === "main";

/** Whether nothing in the page has the focus. */
export const isFocusFree = (): boolean => document.activeElement === document.body || hasPageFocus();
