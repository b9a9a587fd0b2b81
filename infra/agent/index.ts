export { agentDocument } from './document.ts';
export type { AgentInstallation } from './installation.ts';
export { agentUserData } from './user-data.ts';
