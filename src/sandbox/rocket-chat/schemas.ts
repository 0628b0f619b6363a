/**
 * Request schemas of Rocket.Chat itself, keyed "METHOD path": the `.schema` of six validators of
 * `@rocket.chat/rest-typings` 8.8.1, unchanged (the same from 6.13.1 to 8.8.1, but for `forceClose`).
 *
 * MIT licence, Copyright (c) Rocket.Chat Technologies Corp.
 */
export const REST_SCHEMAS = {
	'POST livechat/message': {
		type: 'object',
		properties: {
			token: {
				type: 'string',
			},
			rid: {
				type: 'string',
			},
			msg: {
				type: 'string',
			},
			_id: {
				type: 'string',
				nullable: true,
			},
			agent: {
				type: 'object',
				properties: {
					agentId: {
						type: 'string',
					},
					username: {
						type: 'string',
					},
				},
				required: ['agentId', 'username'],
				additionalProperties: false,
			},
		},
		required: ['token', 'rid', 'msg'],
		additionalProperties: false,
	},
	'GET livechat/room': {
		type: 'object',
		properties: {
			token: {
				type: 'string',
			},
			rid: {
				type: 'string',
				nullable: true,
			},
			agentId: {
				type: 'string',
				nullable: true,
			},
		},
		required: ['token'],
		additionalProperties: true,
	},
	'PUT livechat/message/:_id': {
		type: 'object',
		properties: {
			token: {
				type: 'string',
			},
			rid: {
				type: 'string',
			},
			msg: {
				type: 'string',
			},
		},
		required: ['token', 'rid', 'msg'],
		additionalProperties: false,
	},
	'DELETE livechat/message/:_id': {
		type: 'object',
		properties: {
			token: {
				type: 'string',
			},
			rid: {
				type: 'string',
			},
			count: {
				type: 'number',
				nullable: true,
			},
			offset: {
				type: 'number',
				nullable: true,
			},
			sort: {
				type: 'string',
				nullable: true,
			},
		},
		required: ['token', 'rid'],
		additionalProperties: false,
	},
	'POST livechat/room.close': {
		type: 'object',
		properties: {
			token: {
				type: 'string',
			},
			rid: {
				type: 'string',
			},
		},
		required: ['token', 'rid'],
		additionalProperties: false,
	},
	'POST livechat/room.closeByUser': {
		type: 'object',
		properties: {
			rid: {
				type: 'string',
			},
			comment: {
				type: 'string',
				nullable: true,
			},
			tags: {
				type: 'array',
				items: {
					type: 'string',
				},
				nullable: true,
			},
			generateTranscriptPdf: {
				type: 'boolean',
				nullable: true,
			},
			transcriptEmail: {
				type: 'object',
				properties: {
					sendToVisitor: {
						type: 'boolean',
					},
					requestData: {
						type: 'object',
						properties: {
							email: {
								type: 'string',
							},
							subject: {
								type: 'string',
							},
						},
						required: ['email', 'subject'],
						additionalProperties: false,
					},
				},
				required: ['sendToVisitor'],
				additionalProperties: false,
			},
			forceClose: {
				type: 'boolean',
			},
		},
		required: ['rid'],
		additionalProperties: false,
	},
} as const;

export type SchemaName = keyof typeof REST_SCHEMAS;
