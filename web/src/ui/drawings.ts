/** Line icons on a grid of 24 that only some parts bring along; those of every page are in icons.tsx. */

/** What an `Icon` draws. */
export interface Drawing {
  readonly d: string;
}

export const EYE_CLOSED: Drawing = { d: "M3 9.500c5 6.500 13 6.500 18 0M12 14.500v4M6.500 12.700l-2 3.300M17.500 12.700l2 3.300" };
export const HAND: Drawing = { d: "M7.500 13V6.500a1.500 1.500 0 0 1 3 0V11m0-5.500V4.500a1.500 1.500 0 0 1 3 0V11m0-5a1.500 1.500 0 0 1 3 0v6m0-3a1.500 1.500 0 0 1 3 0v5.500a6 6 0 0 1-6 6h-1a6 6 0 0 1-5-2.700L4.300 14a1.500 1.500 0 0 1 2.500-1.700L7.500 13" };
export const SAY: Drawing = { d: "M4.500 5h15v11h-9L6 20v-4H4.500zM8 9h8M8 12h5" };
export const TRASH: Drawing = { d: "M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 12.500h9L17.500 7M10.500 11v5M13.500 11v5" };
export const PEN: Drawing = { d: "M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM13.500 7l3.500 3.500" };
export const COPY: Drawing = { d: "M9 9h10.500v10.500H9zM5.500 15H4.500V4.500H15v1" };
export const DUPLICATE: Drawing = { d: "M9 9h10.500v10.500H9zM5.500 15H4.500V4.500H15v1M14.200 11.500v5.500M11.500 14.200H17" };
export const FRONT: Drawing = { d: "M4.500 13.500v6h6M9 9h10.500v10.500H9zM4.500 9V4.500H9" };
export const PLUS: Drawing = { d: "M12 5v14M5 12h14" };
export const MINUS: Drawing = { d: "M5 12h14" };
export const FIT: Drawing = { d: "M4.500 9V4.500H9M15 4.500h4.500V9M19.500 15v4.500H15M9 19.500H4.500V15" };
export const CLOSE: Drawing = { d: "M6 6l12 12M18 6 6 18" };
export const KEYBOARD: Drawing = { d: "M3.500 6.500h17v11h-17zM7 10h.2M10.500 10h.2M14 10h.2M17 10h.2M8 14h8" };
export const MOON: Drawing = { d: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z" };
export const SUN: Drawing = { d: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400" };
export const GLOBE: Drawing = { d: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM3.500 12h17M12 3.500c3 3 3 14 0 17M12 3.500c-3 3-3 14 0 17" };
export const COLLECT: Drawing = { d: "M4.500 5.500h5v5h-5zM14.500 5.500h5v5h-5zM12 12.500v6M9 16l3 3 3-3" };
export const POSTER: Drawing = { d: "M6 3.500h12v17H6zM9 7.500h6M9 11h6M9 14.500h3.500" };
export const BOOK: Drawing = { d: "M12 6.500c-2-1.500-4.500-2-8-2v13.500c3.500 0 6 .5 8 2 2-1.500 4.500-2 8-2V4.500c-3.500 0-6 .5-8 2zM12 6.500V20" };
export const SHEET: Drawing = { d: "M6 3.500h12v17H6zM9 7.500h3M9 11.500h6M9 14h6M9 16.500h4" };
export const UPLOAD: Drawing = { d: "M12 16V5M7.500 9 12 4.500 16.500 9M4.500 19.500h15" };
export const SEARCH: Drawing = { d: "M10.500 4.500a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5" };
export const SCREEN: Drawing = { d: "M3.500 5h17v11.500h-17zM12 16.500v3M8.500 19.500h7M10 8.500l4 2.300-4 2.200z" };
export const LIST: Drawing = { d: "M4.500 7l3 2.500-3 2.500M11 7h8.500M11 12h8.500M11 17h8.500" };
export const PREVIOUS: Drawing = { d: "M6 14.500 12 8l6 6.500" };
export const NEXT: Drawing = { d: "M6 9.500 12 16l6-6.500" };
export const BACK: Drawing = { d: "M4.500 4.500H15V15H4.500zM19.500 9.500v10h-10" };
export const CLUSTERS: Drawing = { d: "M4.500 4.500h7v15h-7zM14.500 4.500h5v6h-5zM14.500 13.500h5v6h-5z" };
export const LOCK: Drawing = { d: "M6 11h12v8.500H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v1.500" };
export const UNLOCK: Drawing = { d: "M6 11h12v8.500H6zM8.500 11V8a3.500 3.500 0 0 1 6.600-1.600M12 14.500v1.500" };
export const LASSO: Drawing = { d: "M8 16.500C5 15.700 3.500 13.500 3.500 11c0-3.800 3.800-6.500 8.500-6.500s8.500 2.700 8.500 6.500-3.800 6.500-8.500 6.500c-.700 0-1.300 0-2-.200M8 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 19c0 1.200-.700 2-2 2" };
export const MAP: Drawing = { d: "M4.500 5.500h15v13h-15zM7.500 8.500h3v3h-3zM12.500 12h4.500v4h-4.500z" };
export const CUT: Drawing = { d: "M7 4.500l8 11M17 4.500l-8 11M6.500 15a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600zM17.500 15a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600z" };
export const PASTE: Drawing = { d: "M9 5.500H5.500v14h13v-14H15M9 4h6v3H9zM9 11h6M9 14.500h4" };
export const SPEECH: Drawing = { d: "M4.500 5h15v10.500H11L7 19.500v-4H4.500zM8.500 9h7M8.500 12h4.500" };
export const CALM: Drawing = { d: "M3.500 9c2-2 4-2 6 0s4 2 6 0 3-1.600 5-1.400M3.500 15c2-2 4-2 6 0s4 2 6 0 3-1.600 5-1.400" };
export const PLAY: Drawing = { d: "M7.500 5v14l11-7z" };
export const PICTURE: Drawing = { d: "M4 5h16v14H4zM4 16l5-5 4 4 3-2.500 4 3.500M15.500 8.500h.2" };
export const HISTORY: Drawing = { d: "M4.500 12a7.500 7.500 0 1 0 2.600-5.700M4.500 4v4h4M12 8v4.300l3 1.800" };
export const SINCE: Drawing = { d: "M5 4.500h14v10H5zM8.500 8h7M8.500 11h4M12 17v3.500M8.500 17.500l3.500 3 3.500-3" };
export const PAUSE: Drawing = { d: "M8.500 5.500v13M15.500 5.500v13" };
export const TOGETHER: Drawing = { d: "M4.500 5h6v6h-6zM13.500 5h6v6h-6zM9 14.500h6v5H9zM7.500 11v3.500M16.500 11v3.500" };
export const LASER: Drawing = { d: "M5 19l8.500-8.500M17 3.500v3M17 10.500v-1M20.500 7h-3M12.500 7h1.500M19.500 4.500l-2 2M14.500 4.500l1.500 1.500M19.500 9.500L18 8" };
export const INBOX: Drawing = { d: "M4.500 13.500l2.500-8h10l2.500 8v5.500h-15zM4.500 13.500h4.500l1.200 2.500h3.600l1.200-2.500h4.500" };
export const FILE_IN: Drawing = { d: "M13 4.500H6v15h12V9.500zM13 4.500v5h5M12 11.500v5.500M9.500 14.500 12 17l2.500-2.500" };
export const FILE_OUT: Drawing = { d: "M13 4.500H6v15h12V9.500zM13 4.500v5h5M12 17v-5.500M9.500 14l2.500-2.500 2.500 2.500" };
