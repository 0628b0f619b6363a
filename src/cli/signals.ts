/** What ends a program from outside: Ctrl+C, whoever looks after processes, and a terminal that goes away. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
