"""日记：与客户的拜访、电话、会议与消息，以及下一步。 Diary: visits, calls, meetings, messages, and what comes next."""
