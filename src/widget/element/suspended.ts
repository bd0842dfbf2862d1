/**
 * Reason of an abort that gives up the page's part of an attempt and nothing else: the tag left the page or starts
 * anew, the window stays open, and the attempt can be resumed.
 */
export const suspended: unknown = new Error('suspended');
