import { commandsEn } from './commands/en.js';
import { terminalEn } from './commands/terminal-en.js';

/**
 * Every text that people in Rocket.Chat, or customers, read from the bridge, in English. `{name}` is filled in. Operators
 * override single texts with TEXTS_FILE; each language has the same keys.
 */
export const en = {
	// Who did it.
	'who.customer': 'The customer',
	'who.us': 'Your side',
	// Marks in front of a message.
	'mark.phone': '_(sent from the phone)_',
	'mark.api': '_(sent by another program)_',
	'mark.forwarded': '_(forwarded)_',
	'mark.forwarded.often': '_(forwarded many times)_',
	// Kinds, in the middle of a sentence.
	'kind.a.image': 'a photo',
	'kind.a.video': 'a video',
	'kind.a.audio': 'a voice message',
	'kind.a.document': 'a document',
	'kind.a.sticker': 'a sticker',
	'kind.a.buttons': 'a message with buttons',
	'kind.a.list': 'a list to choose from',
	'kind.a.unknown': 'a message of a kind that the bridge does not know',
	// Texts.
	'text.empty': '{who} sent an empty message.',
	'text.advertisement': '📣 Came through an advertisement:',
	'text.undecrypted':
		'{who} sent a message that WhatsApp could not decrypt. It may still follow within minutes; if not, ask for it to be sent again.',
	'text.keys-lost':
		'{who} sent a message that WhatsApp could not decrypt. The phone lost its keys: link it again in the GREEN-API console, then ask for the message to be sent again.',
	'text.group-too-large':
		'{who} sent a message that GREEN-API could not hand over, because the group is too large: open WhatsApp on the phone to see it.',
	'text.not-handed-over':
		'{who} sent a message that GREEN-API could not hand over ({marker}): open WhatsApp on the phone to see it.',
	'see-phone': "{who} sent {what}. It can't be shown here: open WhatsApp on the phone to see it.",
	// Files.
	'file.no-link':
		'{who} sent {what}{name} that GREEN-API could not hand over: open WhatsApp on the phone to see it.',
	'file.too-large':
		'{who} sent {what}{name} that is too large to be handed over (more than 100 MB): open WhatsApp on the phone to see it.',
	'file.not-shown': "📎 _{who} sent a file that can't be shown here:_ *{name}*{size}. {why}",
	'file.size': '({size} MB)',
	'file.problem.over-limit':
		'It is larger than the {limit} MB that the bridge takes: open WhatsApp on the phone to see it.',
	'file.problem.expired':
		'Its link has expired and GREEN-API has no other: ask for it to be sent again.',
	'file.problem.address':
		'Its address is not one that the bridge may open: open WhatsApp on the phone to see it.',
	'file.problem.unreachable':
		'Its server did not answer: open WhatsApp on the phone to see it, or ask for it to be sent again.',
	'file.problem.type':
		'Rocket.Chat does not allow this type of file: ask an administrator to allow it, or open WhatsApp on the phone.',
	'file.problem.size':
		'It is too large for Rocket.Chat: ask an administrator to raise the limit, or open WhatsApp on the phone.',
	'file.problem.uploads-off':
		'Uploads are switched off in Rocket.Chat: ask an administrator, or open WhatsApp on the phone.',
	// Places, contacts, polls, choices, invitations.
	'location.unknown': '📍 {who} sent a location without coordinates.',
	'contact.unknown':
		"👤 {who} sent a contact that can't be read: open WhatsApp on the phone to see it.",
	'poll.title': 'Poll:',
	'poll.several': '_(several answers possible)_',
	'poll.votes': 'Result of the poll so far:',
	'poll.votes.named': 'Result of the poll “{name}” so far:',
	choice: '☑ Chosen: {chosen}',
	'choice.unknown': '{who} chose a button or a row without a name.',
	invite: 'Invitation to a WhatsApp group',
	'invite.named': 'Invitation to the WhatsApp group *{group}*',
	'invite.until': '_(valid until {until})_',
	// What is said of an earlier message, as a line of its own.
	reaction: 'reacted with {emoji}',
	'reaction.removed': 'removed the reaction',
	edit: '✏️ _changed this message; it now reads:_',
	'edit.unknown': '✏️ _changed this message_',
	deletion: '🗑 _deleted this message in WhatsApp_',
	// Changes of a message that are shown at it.
	'change.before': '_(edited; before:)_',
	'change.caption': '_(the caption was edited; it now reads:)_',
	'change.deleted': '🗑 _(deleted in WhatsApp)_',
	'change.reaction.removed': '_(reaction removed)_',
	// What the bridge itself says in a room.
	'notice.not-shown': '⚠️ *Something that the customer sent could not be shown here.*',
	'notice.joined':
		'This customer also writes under another WhatsApp id. The conversation goes on in [the other room]({link}); this one is closed.',
	'failure.too-large':
		'The file is larger than the 100 MB that WhatsApp takes: send a smaller one, or a link to it.',
	'failure.file-over-limit':
		'The file is larger than the {limit} MB that can be sent: send a smaller one, or a link to it.',
	'failure.instance':
		'The WhatsApp number of this chat is not connected properly: ask the owner of the instance or an administrator to look at it.',
	'failure.refused':
		'GREEN-API does not take it as it is: change it and try again, or ask your administrator for the reason.',
	'failure.no-answer':
		'GREEN-API or Rocket.Chat did not answer for a day. Ask your administrator, and send it again if it is still needed.',
	'failure.file-forbidden':
		'Rocket.Chat does not hand out the file, probably because the conversation was closed: open a conversation with the customer and send it there.',
	'failure.file-gone': 'The file is not in Rocket.Chat any more: send it again.',
	'failure.kept-file-gone':
		'The file is not in the bridge’s database any more: its operator has to send it again.',
	'failure.contact-blocked':
		'This contact is blocked in Rocket.Chat: unblock it in the contact centre, then ask your administrator to repeat the message.',
	'receipt.noAccount':
		'*Not delivered:* this number has no WhatsApp account. Check the number, or reach the customer another way.',
	'receipt.notInGroup':
		'*Not delivered:* your number is not a member of this group any more. Ask to be added again.',
	'receipt.failed':
		'*Not delivered:* WhatsApp reports a failure{reason}. Send it again; if it fails again, ask your administrator.',
	'receipt.suspended':
		'*Not sent yet:* WhatsApp limits your number for the moment. The message waits for up to 24 hours and is sent when the limit ends; write less to new contacts meanwhile.',
	'receipt.edit-failed':
		'*Your edit was not made:* the customer still sees the old text{reason}. WhatsApp allows edits for 15 minutes; send a new message instead.',
	// Calls.
	'call.voice': 'voice call',
	'call.video': 'video call',
	'call.ringing': 'Incoming WhatsApp {kind}: it rings on the phone.',
	'call.answered': 'WhatsApp {kind}, answered on the phone{length}.',
	'call.missed': 'Missed WhatsApp {kind}.',
	'call.declined': 'WhatsApp {kind}, declined.',
	'call.called': 'The customer called (WhatsApp {kind}){length}.',
	'call.out.answered': 'WhatsApp {kind} from the phone, answered{length}.',
	'call.out.missed': 'WhatsApp {kind} from the phone, not answered.',
	'call.out.failed': 'WhatsApp {kind} from the phone, not possible.',
	'call.out.called': 'WhatsApp {kind} from the phone{length}.',
	// What a quote shows of its message.
	'quote.unknown': 'an earlier message',
	'quote.image': '📷 photo',
	'quote.video': '🎬 video',
	'quote.audio': '🎤 voice message',
	'quote.document': '📄 document',
	'quote.sticker': '🏷 sticker',
	'quote.location': '📍 location',
	'quote.contact': '👤 contact',
	'quote.contacts': '👥 contacts',
	'quote.poll': '📊 poll',
	'quote.invite': '👥 group invitation',
	'quote.buttons': '🔘 message with buttons',
	'quote.list': '☰ list',

	'outgoing.not-delivered': '⚠️ *Your message was not delivered to WhatsApp.*',
	'outgoing.not-edited': '⚠️ *Your change was not carried to WhatsApp.*',
	'outgoing.not-deleted': '⚠️ *The message was not deleted in WhatsApp.*',
	'outgoing.not-reacted': '⚠️ *Your reaction was not carried to WhatsApp.*',
	'outgoing.not-automatic': '⚠️ *An automatic message was not delivered to the customer.*',
	'outgoing.no-chat':
		'This chat does not belong to a WhatsApp number of this bridge, so nothing was sent. Answer in a room that a WhatsApp message opened.',
	'outgoing.instance-removed':
		'The WhatsApp instance {instance} of this chat was removed. Create it again with create-instance.',
	'outgoing.not-registered':
		'You are not registered with the WhatsApp bridge. Register with /greenapi.register-agent, then send the message again.',
	'outgoing.file-too-large':
		'The file {name} has {size} MB; at most {limit} MB can be sent. Nothing of the message was sent: send smaller parts or a link.',
	'outgoing.edit-too-late':
		'WhatsApp allows changes for 15 minutes: the customer still sees the earlier text. Send a new message instead.',
	'outgoing.edit-undelivered':
		'The message itself was not delivered to WhatsApp, so there is nothing to change there. Send it again.',
	'outgoing.edit-unknown-there':
		'GREEN-API did not say under which id it sent this message, so it can’t be changed: the customer still sees the earlier text.',
	'outgoing.edit-length':
		'The new text would be more or fewer WhatsApp messages than the earlier one: the customer still sees the earlier text. Send a new message instead.',
	'outgoing.edit-caption':
		'WhatsApp lets texts be changed, but not what is written below a file: the customer still sees the earlier words there. Send a new message instead.',
	'outgoing.deletion-too-late':
		'WhatsApp lets messages be deleted for 72 hours: the customer still sees this one.',
	'outgoing.deletion-unknown-there':
		'GREEN-API did not say under which id it sent this message, so it can’t be deleted: the customer still sees it.',
	'outgoing.reaction-unknown':
		'The bridge does not know this message in WhatsApp, so the customer does not see the reaction.',
	'outgoing.emoji-unknown': 'WhatsApp does not know the emoji {emoji}. Choose another one.',
	'outgoing.dropped':
		'The bridge’s operator took it out of the queue. Send it again if it is still needed.',
	'outgoing.dropped-in-doubt':
		'⚠️ *The bridge’s operator took your message out of the queue.* It may have reached the customer all the same; nobody tries again.',
	'outgoing.automatic': '🤖 _Sent to the customer automatically:_\n{text}',
	'outgoing.terminal': '🖥️ _Sent to the customer by the operator of the bridge:_\n{text}',
	'outgoing.terminal-file':
		'🖥️ _Sent to the customer by the operator of the bridge:_ 📎 {name}\n{text}',
	// What the app of a workspace is told.
	'app.other-workspace':
		'The webhook token in the settings of this app belongs to the workspace {workspace}, not to {url}. If Rocket.Chat has moved, register the workspace under its new address; else enter the token of this workspace.',
	// What the owner of an instance is told in a direct message.
	'alert.state.authorized': '✅ WhatsApp instance {instance} is connected: messages go in and out.',
	'alert.state.notAuthorized':
		'⚠️ *WhatsApp instance {instance} is not connected:* no phone is linked. Link one with /greenapi.link-instance {instance}, greenapi-rc link-instance {instance}, or the QR code in the GREEN-API console. What agents write waits until then.',
	'alert.state.blocked':
		'⛔ *WhatsApp has blocked the number of instance {instance}.* Nothing goes out. The GREEN-API console says what can be done.',
	'alert.state.suspended':
		'⚠️ *WhatsApp limits the number of instance {instance} for a while,* because it suspects spam. Messages come in; what agents write waits at GREEN-API for up to 24 hours. Write less to new contacts; a reboot of the instance in the console resumes sending when the limit has ended.',
	'alert.state.sleepMode':
		'⚠️ *WhatsApp instance {instance} sleeps,* because its phone is off. Switch the phone on.',
	'alert.state.starting':
		'⚠️ *WhatsApp instance {instance} has been starting for more than ten minutes.* Reboot it in the GREEN-API console.',
	'alert.state.tokenRefused':
		'⛔ *GREEN-API refuses the token of WhatsApp instance {instance}.* Copy apiTokenInstance from its console, then remove the instance here and create it again.',
	'alert.state.instanceRefused':
		'⛔ *GREEN-API does not know WhatsApp instance {instance} at its address.* Compare idInstance and apiUrl with its console, then remove the instance here and create it again.',
	'alert.state.gone':
		'⛔ *WhatsApp instance {instance} was deleted or has expired at GREEN-API.* Renew it in the console, or remove it here and create another.',
	'alert.state.other':
		'⚠️ *WhatsApp instance {instance} is in the state “{state}”.* Look at it in the GREEN-API console.',
	'alert.quota':
		'⚠️ *The tariff of WhatsApp instance {instance} is used up* ({used}). Further messages may neither come in nor go out until the tariff is changed in the GREEN-API console, or the month ends.',
	'alert.department':
		'⚠️ *Rocket.Chat has no department “{department}”* for the conversations of WhatsApp instance {instance}: they begin without one. Set the preference department to one that there is.',
	'notice.contact-blocked':
		'🚫 _The customer has blocked your number in WhatsApp: what you write will not arrive._',
	'notice.contact-unblocked': '✅ _The customer no longer blocks your number in WhatsApp._',
	...commandsEn,
	...terminalEn,
} as const satisfies Record<string, string>;

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;
