export { emlOf } from './eml.ts';
export { type NotificationFields, notificationJson, type ShownAttribute, stringToSign } from './json.ts';
export { confirmationMail, farewellMail, type Mail, notificationMail } from './mail.ts';
