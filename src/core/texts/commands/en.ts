/** What commands answer, in English; part of the table in ../en.ts. `refusal.…` says what happened, `help.…` what to do. */
export const commandsEn = {
	// How the bridge answers as a whole.
	'command.unexpected': 'Something unexpected happened. The log of greenapi-rc says more.',
	'command.unavailable':
		'greenapi-rc can not work at the moment; nothing is lost. Try again in a minute, or ask its operator.',
	'command.broken':
		'Something went wrong inside greenapi-rc. Its operator finds the reason in its log.',
	'refusal.unknown-command': 'There is no such command.',
	'help.unknown-command': 'The commands are {commands}.',
	'refusal.wrong-type': 'The body is not one of {command}: its type is another.',
	'help.wrong-type': 'Send {command} as its type, or none.',
	'refusal.bad-body': 'The body of the command is no JSON object.',
	'help.bad-body': 'Send the fields of the command as one JSON object.',
	'refusal.missing-fields': 'These fields are missing: {names}.',
	'help.missing-fields': 'Send the command again with all of them.',
	'refusal.bad-fields': 'These fields are not what they should be: {names}.',
	'help.bad-fields': 'Send each as a text of at most {limit} characters.',
	// Who may.
	'refusal.admins-only': '{command} is for administrators (role {role}).',
	'help.admins-only': 'Ask an administrator of the workspace to run it.',
	'refusal.agents-only': '{command} is for Omnichannel agents (role {role}).',
	'help.agents-only':
		'Ask an administrator to add you under Omnichannel, Agents; then run it again.',
	'refusal.all-admins-only': '{command} without an instance is for administrators (role {role}).',
	'help.all-admins-only':
		'Name an instance of your own (idInstance), or ask an administrator of the workspace to run it.',
	'refusal.owner-only': '{command} is for administrators, and for the owner of the instance.',
	'help.owner-only': 'Ask one of them to run it.',
	'refusal.not-owner': 'Instance {instance} belongs to somebody else.',
	'help.not-owner': 'Ask its owner or an administrator to remove it.',
	'help.not-yours': 'Ask its owner or an administrator.',
	'refusal.workspace-needed': 'It is not clear which workspace is meant.',
	'help.workspace-needed': 'Name the address of one that is registered.',
	'refusal.no-workspaces': 'No workspace is registered.',
	'help.no-workspaces': 'Register one first, with /greenapi.register-workspace.',
	'refusal.which-workspace': 'It is not clear which of the {count} workspaces is meant.',
	'refusal.unknown-workspace': 'There is no workspace with this address.',
	'help.which-workspace': 'Name one of these: {urls}.',
	'refusal.email-needed': 'It is not clear which agent is meant.',
	'help.email-needed': 'Name the e-mail address of the agent.',
	'refusal.not-registered': '{email} is not registered as an agent.',
	'help.not-registered': 'Register first, with /greenapi.register-agent.',
	// Workspaces and their users.
	'refusal.workspace-not-registered': 'This workspace is not registered.',
	'help.workspace-not-registered':
		'An administrator registers it with /greenapi.register-workspace.',
	'refusal.wrong-token': 'The command token is not the one of this workspace.',
	'help.wrong-token':
		'Register the workspace again with new tokens (rotate), and give the app the new ones.',
	'refusal.bad-url':
		'The workspace’s address {problem}; it should look like https://chat.example.org',
	'url.no-address': 'is not an address',
	'url.scheme': 'must begin with https:// or http://',
	'url.secrets': 'must not contain a user name or a password',
	'help.bad-url':
		'Give the address of Rocket.Chat as it stands in the browser, e.g. https://chat.example.org.',
	'refusal.workspace-not-allowed': 'This workspace may not register here.',
	'help.workspace-not-allowed':
		'Ask the operator of greenapi-rc to add its address to ALLOWED_WORKSPACES.',
	'refusal.workspace-registered': 'This workspace is registered already.',
	'help.workspace-registered':
		'Nothing to do; if its tokens are lost, register it again with rotate to get new ones.',
	'refusal.agent-registered': '{email} is registered already.',
	'help.agent-registered': 'Nothing to do; to store a new token use /greenapi.update-token.',
	'refusal.wrong-credentials': 'Rocket.Chat does not accept this user id and token.',
	'help.wrong-credentials':
		'Make a new personal access token (Profile, Personal Access Tokens, “Ignore Two Factor Authentication”) and use the id and the token shown with it.',
	'refusal.wrong-user':
		'The token belongs to {user}, and your e-mail address is not an address of that user.',
	'help.wrong-user':
		'Use a token of your own; if it is, look at the e-mail address in your Rocket.Chat profile (an administrator can change it under Users).',
	'refusal.missing-role': 'The token belongs to {user}, who does not have the role {role}.',
	'help.missing-role':
		'Use a token of somebody who has it, or let an administrator give it to this user.',
	'refusal.workspace-private': 'The workspace can not be called: {reason}',
	'help.workspace-private':
		'Register it under its public address, or ask the operator of greenapi-rc to add it to ALLOWED_WORKSPACES.',
	'refusal.workspace-unreachable': 'The workspace did not answer as expected: {reason}',
	'help.workspace-unreachable':
		'Check that Rocket.Chat runs, that Site_Url is its right address, and that the machine of greenapi-rc can reach it; then try again.',
	'command.agent-registered':
		'{email} is registered. Next: connect a WhatsApp number with /greenapi.create-instance.',
	'command.token-updated': 'The token of {email} is updated.',
	'command.tokens-updated': 'The token of {email} is updated, and with it that of the workspace.',
	// Instances.
	'refusal.bad-instance-id': 'idInstance must be a number of 1 to 12 digits, such as 1101000001.',
	'refusal.bad-api-token': 'apiTokenInstance must be one word of letters and digits.',
	'help.from-console': 'Copy it from {console}.',
	'refusal.bad-address':
		'{name} must be an http:// or https:// address without a path, such as https://7103.api.greenapi.com.',
	'help.bad-address': 'Copy it from {console}, or leave it out.',
	'refusal.foreign-address': '{host} is not an address of GREEN-API.',
	'help.foreign-address':
		'Copy apiUrl and mediaUrl from {console}, or leave them out; for a GREEN-API of your own the operator sets GREEN_API_URL.',
	'refusal.app-url-missing':
		'GREEN-API can not be told where to send messages: the public address of greenapi-rc is not set.',
	'refusal.no-picture':
		'The QR code can not be shown: the public address of greenapi-rc is not set.',
	'help.app-url-missing':
		'Let the operator set APP_URL, or an administrator use /greenapi.sync-app-url; then try again.',
	'refusal.instance-exists-here': 'Instance {instance} is registered already, in this workspace.',
	'refusal.instance-exists-there':
		'Instance {instance} is registered already, in another workspace.',
	'help.instance-exists': 'Remove it there first, with /greenapi.remove-instance.',
	'refusal.instance-not-found': 'There is no instance {instance} in this workspace.',
	'help.instance-not-found': 'An administrator sees all of them with /greenapi.list-instances.',
	'refusal.green-api': '{reason}',
	'refusal.green-api-not-registered': '{reason} The instance was not registered.',
	'refusal.green-api-not-right': '{reason} It stays registered; its settings are not right.',
	'help.wrong-instance': 'Compare idInstance and apiUrl with {console} and try again.',
	'help.wrong-api-token': 'The apiTokenInstance is wrong: copy it from {console} and try again.',
	'help.instance-gone':
		'The instance has expired or was deleted: renew it in {console}, or take another.',
	'help.in-seconds': 'Try again in a few seconds.',
	'help.restarts': 'The instance restarts, which takes up to five minutes: try again then.',
	'help.green-api-says': '{advice}',
	'help.green-api-unreachable':
		'Check apiUrl, and that the machine of greenapi-rc can reach GREEN-API; then try again.',
	'instance.authorized': 'Instance {instance} is connected to WhatsApp ({state}).',
	'instance.notAuthorized':
		'Instance {instance} has no phone yet ({state}): link one with greenapi-rc link-instance {instance}, in Rocket.Chat with /greenapi.link-instance {instance}, or with the QR code in {console}.',
	'instance.starting': 'Instance {instance} is starting, which takes up to five minutes ({state}).',
	'instance.sleepMode':
		'Instance {instance} sleeps, because its phone is off: switch the phone on ({state}).',
	'instance.blocked':
		'Instance {instance} is blocked by WhatsApp: see {console} for what can be done ({state}).',
	'instance.tokenRefused':
		'Instance {instance} can not be used: GREEN-API refuses its token ({state}).',
	'instance.instanceRefused':
		'Instance {instance} can not be used: GREEN-API does not know it at its address ({state}).',
	'instance.gone': 'Instance {instance} was deleted or has expired at GREEN-API ({state}).',
	'instance.suspended':
		'Instance {instance} may not send for a while, because WhatsApp suspects spam: see {console} ({state}).',
	'instance.other': 'Instance {instance} is in the state {state}: see {console}.',
	'command.restarting': 'GREEN-API restarts it with new settings, which takes up to five minutes.',
	'command.repaired':
		'It was registered already. Its settings were applied again. GREEN-API restarts it with new settings, which takes up to five minutes.',
	'command.was-right': 'It was registered already. Its settings are right.',
	'command.removed': 'Instance {instance} is removed. GREEN-API sends nothing here any more.',
	'command.removed-other':
		'Instance {instance} is removed. GREEN-API posts its webhooks to {host}, and goes on doing so.',
	'command.taken-from':
		'Its webhooks went to {host} until now; that receiver gets no messages any more.',
	'command.removed-uncleared':
		'Instance {instance} is removed. Its webhook address at GREEN-API could not be cleared; clear it in {console}. The reason: {reason}',
	'command.synchronized':
		'Synchronized {count} out of {total} instances. Webhooks go to {url} from now on.',
	'refusal.app-url-not-public': 'GREEN-API can’t reach {address}: it is no public address.',
	'help.app-url-not-public':
		'Nothing was changed. Name the address under which the internet reaches the daemon, for example {example}',
	'refusal.app-url-not-ours': 'This greenapi-rc does not answer at {address}.',
	'help.app-url-not-ours':
		'Nothing was changed, so that no message goes astray. Check the address and the proxy in front of the daemon, and that the daemon runs. If only the server itself can’t reach it: greenapi-rc sync-app-url {full} --force',
	'refusal.bad-app-url': 'appUrl must be the public address of greenapi-rc with {path} at its end.',
	'help.bad-app-url': 'For example {example}',
	// Linking a phone.
	'link.scan':
		'Instance {instance} has no phone yet. On the phone open WhatsApp, Linked devices, Link a device, and scan this code; it changes every 20 seconds.',
	'link.code':
		'Instance {instance} has no phone yet. On the phone open WhatsApp, Linked devices, Link a device, Link with phone number instead, and type {code} within two minutes.',
	'refusal.bad-phone': 'phone must be a number with its country code, such as +4915112345678.',
	'help.bad-phone': 'Write 7 to 15 digits; spaces, hyphens and brackets are no matter.',
	'refusal.no-code': 'GREEN-API gave no pairing code for instance {instance}.',
	'help.no-code': 'Try again in a minute, or link the phone with the QR code: leave phone out.',
	'refusal.not-done': 'GREEN-API answered that it did not do this for instance {instance}.',
	'refusal.still-starting': 'Instance {instance} is still starting.',
	'help.still-starting':
		'Wait and look again; after more than five minutes restart it once more, then ask GREEN-API’s support.',
	'refusal.no-instances': 'There are no instances.',
	'help.no-instances': 'Connect one first, with /greenapi.create-instance.',
	'refusal.instance-blocked':
		'WhatsApp has blocked the number of instance {instance}: no phone can be linked to it.',
	'help.instance-blocked':
		'Appeal in WhatsApp on the phone, or take another number: log the instance out in https://console.green-api.com and link it again.',
	'refusal.no-qr': 'GREEN-API gave no QR code: {reason}',
	'refusal.linked-already': 'The phone is linked already: there is no QR code any more.',
	'help.linked-already': 'Nothing to do.',
	'refusal.picture-gone': 'This picture is not here any more, or never was.',
	'help.picture-gone': 'Ask for a new one: /greenapi.create-instance shows it.',
	// Beginning a chat.
	'chat.opened': 'The chat with {customer} is open.',
	'chat.opened-served': 'The chat with {customer} is open. It is served by {agent}.',
	'refusal.bad-chat-phone':
		'phone must be a number with its country code, such as +4915112345678, or a WhatsApp id such as 4915112345678@c.us.',
	'refusal.which-instance-none': 'You have no WhatsApp number to write from.',
	'help.which-instance-none':
		'Connect one with /greenapi.create-instance, or ask an administrator which instance to name.',
	'refusal.which-instance': 'It is not clear which WhatsApp number shall write.',
	'help.which-instance': 'Name one of these instances (idInstance): {instances}.',
	'refusal.no-text': 'There is nothing to send: the text is empty.',
	'help.no-text': 'Write it behind the number; - reads it from standard input.',
	'refusal.file-unreadable': 'The file {path} can’t be read ({code}).',
	'help.file-unreadable': 'Name a file that is there and that you may read.',
	'refusal.file-directory': '{path} is a folder, not a file.',
	'help.file-directory': 'Name one file; several go one by one, or packed together.',
	'refusal.file-empty': 'The file {name} is empty: there is nothing to send.',
	'help.file-empty': 'Check which file is meant.',
	'refusal.file-too-large': 'The file {name} has {size} MB; at most {limit} MB can be sent.',
	'refusal.file-over-limit': 'The file {name} is larger than the {limit} MB that can be sent.',
	'help.file-too-large':
		'Send smaller parts or a link. GREEN-API takes 100 MB at most; below that MAX_FILE_MB is the limit.',
	'refusal.file-too-slow': 'Reading the file {name} took so long that it was given up.',
	'help.file-too-slow': 'Nothing was sent; send it again.',
	'refusal.no-whatsapp': '{phone} has no WhatsApp account.',
	'help.no-whatsapp': 'Check the number, or reach the customer another way.',
	'refusal.not-connected': '{text} It can not send now.',
	'help.not-connected':
		'Connect it first: its owner or an administrator gets its QR code with /greenapi.create-instance.',
	'refusal.room-not-opened': 'Rocket.Chat opened no room: {reason}',
	'reason.no-agent-online': 'no agent is online.',
	'reason.omnichannel-off': 'Omnichannel is switched off.',
	'reason.contact-blocked': 'this contact is blocked there.',
	'help.no-agent-online': 'Go online in Omnichannel (the phone or headset sign), then try again.',
	'help.omnichannel-off': 'Ask an administrator to switch Omnichannel on, then try again.',
	'help.contact-blocked': 'Unblock the contact in the contact centre, then try again.',
	'help.room-not-opened': 'Try again in a minute; if it stays so, ask an administrator.',
	// Lists.
	'list.no-instances': 'No instances yet. An agent adds one with /greenapi.create-instance.',
	'list.instance': '{id}: {state}, owner {owner}, created {day}',
	'list.instance-unowned': '{id}: {state}, no owner, created {day}',
	'list.no-users': 'No users yet. An agent registers with /greenapi.register-agent.',
	'list.user': '{email}: Rocket.Chat id {user}, {count} instances, created {day}',
	'list.user-one': '{email}: Rocket.Chat id {user}, 1 instance, created {day}',
	'list.none': 'none',
	'list.paused': '{state} (paused)',
	'list.instance-value': '{name}: {value} (instance)',
	'list.workspace-value': '{name}: {value} (workspace)',
	'list.default-value': '{name}: {value} (default)',
	'command.preference-all':
		'{name} for all instances without their own, from the next message on: {value} ({origin})',
	'command.preference-one':
		'{name} for instance {instance}, from the next message on: {value} ({origin})',
	'origin.instance': 'instance',
	'origin.workspace': 'workspace',
	'origin.default': 'default',
	// Preferences.
	'refusal.unknown-preference': 'There is no preference with this name.',
	'help.unknown-preference': 'The preferences are {names}.',
	'refusal.bad-value': 'The value must be {expected}.',
	'refusal.bad-value-of': '{name}: The value must be {expected}.',
	'help.bad-value': 'Nothing was changed; set it again with such a value.',
	'value.one-of': 'one of {words}',
	'value.groups': 'off, all, or ids such as 120363043968066561@g.us',
	'value.message': 'a text of at most {limit} characters',
	'value.signature': 'a template of text, {agent}, {username} and parts in [ ]',
	'value.hours': 'days and times such as mon-fri 09:00-18:00, sat 10:00-14:00',
	'value.time-zone': 'a time zone such as Europe/Berlin or UTC',
	// The ledger, for operators.
	'refusal.message-not-found-row': 'There is no message {id} in the ledger.',
	'help.message-not-found-drop':
		'greenapi-rc list-messages --state pending prints the numbers of those that wait, list-dead-letters those that were given up.',
	'help.message-not-found-row':
		'greenapi-rc list-dead-letters prints the numbers of those that can be revived.',
	'refusal.message-not-dead': 'Message {id} is no dead letter: it is {state}.',
	'help.message-not-dead': 'greenapi-rc trace {id} says where it is.',
	'refusal.bad-chat': 'This is neither a chat id nor a phone number.',
	'help.bad-chat': 'Give +4915112345678, or a chat id such as 79001112233@c.us.',
	'refusal.message-settled': 'Message {id} can not be given up: it is {state}.',
	'refusal.message-under-way': 'Message {id} is being delivered at this moment.',
	'help.message-under-way':
		'Try again in a minute; greenapi-rc pause-instance {instance} keeps it from being tried again meanwhile.',
	'refusal.nothing-found': 'Nothing was found: {looked}.',
	'looked.row': 'no row with the number {id}',
	'looked.message': 'no message with the id {id}',
	'looked.chat': 'no messages of the chat {id} at a registered instance',
	'help.nothing-found':
		'Give the number of a row, the id of a message in WhatsApp or Rocket.Chat, a phone number with country code, or a chat id.',
	'help.nothing-found-group':
		'Messages of a group that is not shown (preference groups) are found by their own ids alone. Give the number of a row, the id of a message in WhatsApp or Rocket.Chat, a phone number with country code, or a chat id.',
	// Care of the data.
	'refusal.prune-too-young': 'What is younger than {days} days is never removed.',
	'help.prune-too-young':
		'Name {days}d or more: until then GREEN-API and Rocket.Chat may repeat an event, and people may edit or delete a message.',
	'refusal.contact-busy': '{count} messages of this contact are still to be delivered.',
	'help.contact-busy':
		'Wait until they are delivered (greenapi-rc trace says what they wait for), or have them given up with --drop-waiting.',
	'refusal.contact-held': 'A message of this contact is being delivered right now.',
	'help.contact-held': 'Run it again in a few seconds.',
	'refusal.contact-is-instance': 'This is the number of the instance {instance} itself.',
	'help.contact-is-instance':
		'Give the number of a customer. To forget the instance, use greenapi-rc remove-instance and greenapi-rc prune.',
	'refusal.chat-not-found': 'There is no chat {chat} in the ledger.',
	'help.chat-not-found':
		'Give a phone number with its country code, or the id of a chat as greenapi-rc trace prints it.',
	'refusal.key-not-in-use': 'The key that is configured is not the key of this database.',
	'help.key-not-in-use':
		'Nothing was changed. Set SECRET_KEY, SECRET_KEY_FILE or DATA_DIR as the daemon has them.',
	'refusal.backup-failed': 'The backup can not be made: {reason}.',
	'help.backup-failed':
		'Nothing is left of it. Name a place with enough room that you may write, then run it again.',
	'refusal.backup-exists': 'There is a file {path} already.',
	'help.backup-exists': 'Name another one with --out, or move it away.',
	// Status.
	'status.version': '*WhatsApp bridge* greenapi-rc {version}',
	'status.no-instances': 'No instances yet: connect one with /greenapi.create-instance.',
	'status.instances': '*Instances*',
	'status.number': 'number {number}',
	'status.no-number': 'no number',
	'status.paused': 'paused for {age}',
	'status.paused-why': 'paused for {age} ({reason})',
	'status.owner': 'owner {owner}',
	'status.no-owner': 'no owner',
	'status.way-app': 'Messages come into Rocket.Chat by the app (version {version}, seen {ago}).',
	'status.way-app-gone':
		'Messages come into Rocket.Chat by REST: the app (version {version}, seen {ago}) does not answer. Check that it is switched on.',
	'status.way-rest': 'Messages come into Rocket.Chat by REST.',
	'status.waiting': '*Messages that wait*',
	'status.in': '• to Rocket.Chat: {count}',
	'status.in-since': '• to Rocket.Chat: {count}, the oldest for {age}',
	'status.out': '• to WhatsApp: {count}',
	'status.out-since': '• to WhatsApp: {count}, the oldest for {age}',
	'status.more': '• and {count} more: /greenapi.list-instances shows all',
	'status.held': '• chats that are held up: {count} ({reason})',
	'status.parked': '• edits, deletions and reactions whose message is not here yet: {count}',
	'status.dead': 'Given up in the last 24 hours: {count}.',
	'status.dead-help':
		'Given up in the last 24 hours: {count}. The operator sees them with greenapi-rc list-dead-letters.',
	'state.authorized': 'connected',
	'state.notAuthorized': 'no phone linked',
	'state.starting': 'starting',
	'state.sleepMode': 'phone off',
	'state.blocked': 'blocked by WhatsApp',
	'state.suspended': 'limited by WhatsApp',
	'state.tokenRefused': 'token refused',
	'state.instanceRefused': 'not known at its address',
	'state.gone': 'deleted or expired at GREEN-API',
	'state.other': 'in the state {state}',
	'age.now': 'a moment',
	'age.minutes': '{count} min',
	'age.hours': '{count} h',
	'age.days': '{count} d',
	'ago.now': 'just now',
	'ago.age': '{age} ago',
} as const satisfies Record<string, string>;
