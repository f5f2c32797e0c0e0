/** How the label of a link is written: size of its letters, and its borders, in CSS pixels at zoom 1. */
export const LABEL_SIZE = 15;
export const LABEL_WIDEST = 180;
export const LABEL_PAD_X = 6;
export const LABEL_PAD_Y = 2;
