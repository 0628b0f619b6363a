/**
 * What Rocket.Chat's emoji picker writes into a message is a name between colons; WhatsApp knows only the characters.
 * The names that people use in conversations (JoyPixels short names); any other name stays as it was written.
 */
const EMOJI: ReadonlyMap<string, string> = new Map(
	`
	grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 rofl 🤣 joy 😂 slight_smile 🙂
	upside_down 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star_struck 🤩 kissing_heart 😘 kissing 😗 yum 😋
	stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 hugging 🤗 thinking 🤔 neutral_face 😐 expressionless 😑
	no_mouth 😶 smirk 😏 unamused 😒 rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷
	nerd 🤓 sunglasses 😎 confused 😕 worried 😟 slight_frown 🙁 open_mouth 😮 astonished 😲 flushed 😳 cry 😢 sob 😭
	scream 😱 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 triumph 😤 rage 😡 angry 😠 skull 💀 poop 💩 clown 🤡
	ghost 👻 alien 👽 robot 🤖 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 wave 👋 raised_hand ✋ ok_hand 👌
	v ✌️ fingers_crossed 🤞 point_left 👈 point_right 👉 point_up_2 👆 point_down 👇 point_up ☝️ thumbsup 👍 +1 👍
	thumbsdown 👎 -1 👎 fist ✊ punch 👊 clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 muscle 💪 eyes 👀
	shrug 🤷 facepalm 🤦 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜
	black_heart 🖤 broken_heart 💔 two_hearts 💕 sparkling_heart 💖 kiss 💋 100 💯 boom 💥 dizzy 💫 sweat_drops 💦 zzz 💤
	fire 🔥 sparkles ✨ star ⭐ star2 🌟 sunny ☀️ rainbow 🌈 snowflake ❄️ zap ⚡ tada 🎉 confetti_ball 🎊 balloon 🎈
	gift 🎁 birthday 🎂 trophy 🏆 champagne 🍾 beers 🍻 beer 🍺 coffee ☕ pizza 🍕 cake 🍰 rose 🌹 bouquet 💐 sunflower 🌻
	car 🚗 truck 🚚 airplane ✈️ rocket 🚀 house 🏠 hospital 🏥 package 📦 moneybag 💰 dollar 💵 credit_card 💳
	telephone ☎️ phone ☎️ iphone 📱 calling 📲 computer 💻 camera 📷 bulb 💡 key 🔑 lock 🔒 bell 🔔 mag 🔍 pushpin 📌
	round_pushpin 📍 paperclip 📎 pencil 📝 memo 📝 clipboard 📋 calendar 📆 date 📅 e-mail 📧 email 📧 envelope ✉️
	link 🔗 hourglass ⌛ watch ⌚ alarm_clock ⏰ warning ⚠️ no_entry ⛔ question ❓ grey_question ❔ exclamation ❗
	bangbang ‼️ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ arrow_right ➡️ arrow_left ⬅️
	arrow_up ⬆️ arrow_down ⬇️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ red_circle 🔴 green_circle 🟢 blue_circle 🔵
	`
		.trim()
		.split(/\s+/)
		.flatMap((name, index, all): [string, string][] =>
			index % 2 === 0 ? [[name, all[index + 1] ?? name]] : [],
		),
);

const SHORT_NAME = /(?<![\p{L}\p{N}]):([a-z0-9_+-]{1,40}?)(?:_tone([1-5]))?:(?![\p{L}\p{N}])/gu;
const LIGHTEST_SKIN = 0x1f3fb;

/** Replaces emoji names (`:thumbsup:`, `:wave_tone3:`) by the characters. */
export function withEmoji(text: string): string {
	return text.replace(SHORT_NAME, (written: string, name: string, tone: string | undefined) => {
		const emoji = EMOJI.get(name);
		if (emoji === undefined) return written;
		return tone === undefined
			? emoji
			: `${emoji.replace('\uFE0F', '')}${String.fromCodePoint(LIGHTEST_SKIN + Number(tone) - 1)}`;
	});
}
