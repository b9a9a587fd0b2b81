/** `2026-11-20T08:15:00Z`; records know whole seconds. */
export const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
