# ruff: noqa: E501  (messages are easier to compare whole)
"""Every mistake gives exactly one problem, with its path, its value, the rule it breaks and the way out."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.organisation import read_organisation
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError

from tests.unit.definitions import ABSENT, ROLE, definition, mistakes, put, read

TOLD: tuple[tuple[str, Any, str], ...] = (
    (
        "teams.web.rotations.primary.members",
        ["ada", "gracee"],
        "teams.web.rotations.primary.members[1]: 'gracee' is not in people; did you mean 'grace'?",
    ),
    ("teams.web.members", ["ada", "graec"], "teams.web.members[1]: 'graec' is not in people; did you mean 'grace'?"),
    ("teams.web.members", ["zzz"], "teams.web.members[0]: 'zzz' is not in people; add it there or correct the name"),
    (
        "teams.web.escalation_plan.web.stages.1.page",
        ["gracee"],
        "teams.web.escalation_plan.web.stages[1].page: 'gracee' is not in people or schedules; did you mean 'grace'?",
    ),
    (
        "teams.web.schedules.web-oncall.rotations",
        ["primari"],
        "teams.web.schedules.web-oncall.rotations[0]: 'primari' is not in rotations; did you mean 'primary'?",
    ),
    (
        "teams.web.response_plans.web-critical.engage",
        ["wep"],
        "teams.web.response_plans.web-critical.engage: 'wep' is not in people, schedules or escalation plans; did you mean 'web'?",
    ),
    (
        "teams.web.response_plans.web-critical.engage",
        ["nobody-like-that"],
        "teams.web.response_plans.web-critical.engage: 'nobody-like-that' is not in people, schedules or escalation plans; add it there or correct the name",
    ),
    (
        "teams.web.escalation_plan.web",
        [{"page": ["gracee"]}],
        "teams.web.escalation_plan.web[0].page: 'gracee' is not in people or schedules; did you mean 'grace'?",
    ),
    (
        "people.web-oncall",
        {"sms": "+12025550109"},
        "teams.web.schedules.web-oncall: 'web-oncall' is a duplicate alias, it stands at people.web-oncall too; rename one of them",
    ),
    (
        "teams.web.escalation_plan.web-oncall",
        [{"page": ["ada"]}],
        "teams.web.escalation_plan.web-oncall: 'web-oncall' is a duplicate alias, it stands at teams.web.schedules.web-oncall too; rename one of them",
    ),
    (
        "people.Ada",
        {"sms": "+12025550109"},
        "people.Ada: 'Ada' has characters that AWS refuses; allowed: lower-case letters, digits, _ and -",
    ),
    (
        "people.ada.display_name",
        "Miles O'Brien",
        'people.ada.display_name: "Miles O\'Brien" has characters that AWS refuses; allowed: letters, digits, spaces and _ . - (no apostrophe, comma, slash or bracket: write O Brien or OBrien)',
    ),
    (
        "teams.web.schedules.web-oncall.display_name",
        "Web/On-call",
        "teams.web.schedules.web-oncall.display_name: 'Web/On-call' has characters that AWS refuses; allowed: letters, digits, spaces and _ . - (no apostrophe, comma, slash or bracket: write O Brien or OBrien)",
    ),
    (
        "teams.web.schedules.Web",
        {"rotations": ["primary"]},
        "teams.web.schedules.Web: 'Web' has characters that AWS refuses; allowed: lower-case letters, digits, _ and -",
    ),
    (
        "teams.web.response_plans.a b",
        {"title": "x", "impact": 1},
        "teams.web.response_plans.'a b': 'a b' has characters that AWS refuses; allowed: letters without accents, digits, _ and -",
    ),
    (
        "people.ada.sms",
        "202-555-0101",
        "people.ada.sms: <number not shown> is not an E.164 phone number; write it as +, country code and number without spaces",
    ),
    (
        "people.ada.sms",
        12025550101,
        "people.ada.sms: <number not shown> is not an E.164 phone number; write it in quotes as +, country code and number without spaces",
    ),
    (
        "people.ada.sms",
        ["+12025550101"],
        "people.ada.sms: <number not shown> is not an E.164 phone number; write it in quotes as +, country code and number without spaces",
    ),
    (
        "people.ada.voice",
        "+0123456789",
        "people.ada.voice: <number not shown> is not an E.164 phone number; write it as +, country code and number without spaces",
    ),
    (
        "people.ada.email",
        "ada@example",
        "people.ada.email: <address not shown> is not a mail address; write name, @ and domain without spaces",
    ),
    (
        "people.ada.email",
        "ada at example.gov",
        "people.ada.email: <address not shown> is not a mail address; write name, @ and domain without spaces",
    ),
    (
        "people.ada.email",
        ["ada@example.gov"],
        "people.ada.email: <address not shown> is not a mail address; write name, @ and domain without spaces",
    ),
    ("people.ada.slack", ["ada@example.gov"], "people.ada.slack: is not text; write text here"),
    (
        "people.grace.channels.pager.address",
        "grace@",
        "people.grace.channels.pager.address: <address not shown> is not a mail address; write name, @ and domain without spaces",
    ),
    (
        "people.grace.channels.pager.type",
        "PAGER",
        "people.grace.channels.pager.type: 'PAGER' is not one of SMS, VOICE, EMAIL; use one of them",
    ),
    ("people.grace.channels.pager.type", ABSENT, "people.grace.channels.pager.type: is required; add it"),
    ("people.grace.channels.pager.address", ABSENT, "people.grace.channels.pager.address: is required; add it"),
    (
        "people.grace.channels",
        "+12025550101",
        "people.grace.channels: '<not shown>' is not a mapping; write `key: value` lines here",
    ),
    (
        "people.grace.channels.pager",
        "grace@example.gov",
        "people.grace.channels.pager: '<not shown>' is not a mapping; write `key: value` lines here",
    ),
    (
        "people.grace.channels",
        {"+12025550107": {"type": "SMS", "address": "+12025550107"}},
        "people.grace.channels.'<not shown>': '<not shown>' has characters that AWS refuses; allowed: letters, digits, spaces and _ . -",
    ),
    (
        "people.grace.channels.voice",
        {"type": "VOICE", "address": "+12025550188"},
        "people.grace.channels.voice: 'voice' names two channels of this person; rename one of them",
    ),
    (
        "people.grace.channels.second",
        {"type": "VOICE", "address": "+12025550102"},
        "people.grace: 'second' has the same type and address as channel 'voice'; drop one of them",
    ),
    (
        "people.grace.channels",
        {"": {"type": "SMS", "address": "+12025550107"}},
        "people.grace.channels.'': '' has 0 characters, AWS takes 1 to 255; change its length",
    ),
    (
        "teams.web.rotations.primary.time_zone_id",
        "PST",
        "teams.web.rotations.primary.time_zone_id: 'PST' is not an IANA time zone that AWS takes; use a name such as America/New_York or UTC",
    ),
    (
        "teams.web.rotations.primary.time_zone_id",
        "Etc/GMT+5",
        "teams.web.rotations.primary.time_zone_id: 'Etc/GMT+5' is not an IANA time zone that AWS takes; use a name such as America/New_York or UTC",
    ),
    (
        "teams.web.rotations.primary.time_zone_id",
        "America/New_Yrok",
        "teams.web.rotations.primary.time_zone_id: 'America/New_Yrok' is not an IANA time zone that AWS takes; did you mean 'America/New_York'?",
    ),
    (
        "teams.web.rotations.primary.time_zone_id",
        5,
        "teams.web.rotations.primary.time_zone_id: 5 is not an IANA time zone that AWS takes; use a name such as America/New_York or UTC",
    ),
    (
        "teams.web.rotations.primary.time_zone_id",
        "localtime",
        "teams.web.rotations.primary.time_zone_id: 'localtime' is not an IANA time zone that AWS takes; use a name such as America/New_York or UTC",
    ),
    (
        "teams.web.rotations.primary.start_time",
        "2026-03-08T02:30",
        "teams.web.rotations.primary.start_time: '2026-03-08T02:30' does not exist in America/New_York: the clocks are put forward over it; use 2026-03-08T03:30",
    ),
    (
        "teams.web.rotations.primary.start_time",
        "tomorrow",
        "teams.web.rotations.primary.start_time: 'tomorrow' is not a date and time; write it as \"2026-01-06T13:00\", the wall clock in time_zone_id",
    ),
    (
        "teams.web.rotations.primary.start_time",
        20260106,
        'teams.web.rotations.primary.start_time: 20260106 is not a date and time; write it as "2026-01-06T13:00", the wall clock in time_zone_id',
    ),
    (
        "teams.web.rotations.primary.start_time",
        "9999-12-31T23:59",
        "teams.web.rotations.primary.start_time: '9999-12-31T23:59' is not in the years 1970 to 2969; correct the year",
    ),
    (
        "teams.web.rotations.primary.start_time",
        ["2026"],
        'teams.web.rotations.primary.start_time: a list is not a date and time; write it as "2026-01-06T13:00", the wall clock in time_zone_id',
    ),
    (
        "teams.web.rotations.primary.members",
        [],
        "teams.web.rotations.primary.members: has 0 members, at least 1 needed; add what is missing",
    ),
    ("teams.web.rotations.primary.members", ABSENT, "teams.web.rotations.primary.members: is required; add it"),
    ("teams.web.rotations.primary.members", None, "teams.web.rotations.primary.members: is required; add it"),
    (
        "teams.web.rotations.primary.members",
        "ada",
        "teams.web.rotations.primary.members: 'ada' is not a list; write it as a list",
    ),
    (
        "teams.web.rotations.primary.members",
        ["ada", "ada"],
        "teams.web.rotations.primary.members[1]: 'ada' is in the rotation twice; name everybody once",
    ),
    (
        "teams.web.rotations.primary.members",
        ["ada", 5],
        "teams.web.rotations.primary.members[1]: 5 is not text; put it in quotes",
    ),
    (
        "teams.web.rotations.primary.members",
        [""],
        "teams.web.rotations.primary.members[0]: '' has 0 characters, AWS takes at least 1; change its length",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"weekly": [{"day": "TUE", "time": "13:00"}], "daily": ["13:00"]},
        "teams.web.rotations.primary.recurrence: has daily and weekly; keep exactly one of daily, weekly and monthly",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {},
        "teams.web.rotations.primary.recurrence: has none of daily, weekly and monthly; keep exactly one of daily, weekly and monthly",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"weekly": []},
        "teams.web.rotations.primary.recurrence.weekly: has 0 hand-offs, at least 1 needed; add what is missing",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": "13:00"},
        "teams.web.rotations.primary.recurrence.daily: '13:00' is not a list; write it as a list",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"weekly": [{"day": "Tuesday", "time": "13:00"}]},
        "teams.web.rotations.primary.recurrence.weekly[0].day: 'Tuesday' is not one of MON, TUE, WED, THU, FRI, SAT, SUN; use one of them",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"weekly": [{"day": "TUR", "time": "13:00"}]},
        "teams.web.rotations.primary.recurrence.weekly[0].day: 'TUR' is not one of MON, TUE, WED, THU, FRI, SAT, SUN; did you mean 'TUE'?",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"weekly": ["TUE"]},
        "teams.web.rotations.primary.recurrence.weekly[0]: 'TUE' is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["8:30"]},
        "teams.web.rotations.primary.recurrence.daily[0]: '8:30' is not a time of day; write \"HH:MM\", 00:00 to 23:59",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": [9]},
        'teams.web.rotations.primary.recurrence.daily[0]: 9 is not a time of day; write "HH:MM", 00:00 to 23:59',
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["24:00"]},
        "teams.web.rotations.primary.recurrence.daily[0]: '24:00' is not a time of day; write \"HH:MM\", 00:00 to 23:59",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00", "09:00"]},
        "teams.web.rotations.primary.recurrence.daily[1]: '09:00' is there twice; name every hand-off once",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"monthly": [{"day": 32, "time": "09:00"}]},
        "teams.web.rotations.primary.recurrence.monthly[0].day: 32 is out of range, AWS takes 1 to 31; change it",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "recurrence_multiplier": 0},
        "teams.web.rotations.primary.recurrence.recurrence_multiplier: 0 is out of range, AWS takes 1 to 100; change it",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "number_of_on_calls": "two"},
        "teams.web.rotations.primary.recurrence.number_of_on_calls: 'two' is not a whole number; give 1 to 30",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "shift_coverages": {"MON": [{"start": "09:00", "end": "09:29"}]}},
        "teams.web.rotations.primary.recurrence.shift_coverages.MON[0]: is shorter than 30 minutes; AWS takes coverages of 30 minutes or more",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "shift_coverages": {"MO": [{"start": "09:00", "end": "10:29"}]}},
        "teams.web.rotations.primary.recurrence.shift_coverages.MO: 'MO' is not one of MON, TUE, WED, THU, FRI, SAT, SUN; did you mean 'MON'?",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "shift_coverages": {"MON": []}},
        "teams.web.rotations.primary.recurrence.shift_coverages.MON: has 0 windows, at least 1 needed; add what is missing",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "shift_coverages": {"MON": {"start": "09:00", "end": "10:00"}}},
        "teams.web.rotations.primary.recurrence.shift_coverages.MON: a mapping is not a list; write it as a list",
    ),
    (
        "teams.web.rotations.primary.recurrence",
        {"daily": ["09:00"], "shift_coverages": {"MON": [{"start": "09:00"}]}},
        "teams.web.rotations.primary.recurrence.shift_coverages.MON[0].end: is required; add it",
    ),
    (
        "teams.web.schedules.web-oncall.stages",
        [],
        "teams.web.schedules.web-oncall.stages: a schedule has no stages; list its rotations here; stages belong to escalation_plan",
    ),
    (
        "teams.web.schedules.web-oncall",
        {"stages": []},
        "teams.web.schedules.web-oncall.stages: a schedule has no stages; list its rotations here; stages belong to escalation_plan",
    ),
    (
        "teams.web.schedules.web-oncall.rotations",
        "primary",
        "teams.web.schedules.web-oncall.rotations: 'primary' is not a list; write it as a list",
    ),
    (
        "teams.web.schedules.web-oncall.rotations",
        ["primary", "primary"],
        "teams.web.schedules.web-oncall.rotations[1]: 'primary' is in the schedule twice; name it once",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.duration_in_minutes",
        31,
        "teams.web.escalation_plan.web.stages[0].duration_in_minutes: 31 is out of range, AWS takes 0 to 30 minutes; change it",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.duration_in_minutes",
        "soon",
        "teams.web.escalation_plan.web.stages[0].duration_in_minutes: 'soon' is not a whole number; give 0 to 30 minutes",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.duration_in_minutes",
        True,
        "teams.web.escalation_plan.web.stages[0].duration_in_minutes: True is not a whole number; give 0 to 30 minutes",
    ),
    (
        "teams.web.escalation_plan.web.stages",
        [{"page": []}],
        "teams.web.escalation_plan.web.stages[0]: lasts 0 minutes and pages nobody; give it `page:` or a `duration_in_minutes:`",
    ),
    (
        "teams.web.escalation_plan.web.stages",
        [{"duration_in_minutes": 0}],
        "teams.web.escalation_plan.web.stages[0]: lasts 0 minutes and pages nobody; give it `page:` or a `duration_in_minutes:`",
    ),
    (
        "teams.web.escalation_plan.web.stages",
        [],
        "teams.web.escalation_plan.web: reaches nobody; page a person, or a schedule whose people have a phone or mail",
    ),
    ("teams.web.escalation_plan.web.stages", None, "teams.web.escalation_plan.web.stages: is required; add it"),
    (
        "teams.web.escalation_plan.web.stages",
        [{"page": "ada"}],
        "teams.web.escalation_plan.web.stages[0].page: 'ada' is not a list; write it as a list",
    ),
    (
        "teams.web.escalation_plan.web.stages",
        ["ada"],
        "teams.web.escalation_plan.web.stages[0]: 'ada' is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.is_essential",
        "maybe",
        "teams.web.escalation_plan.web.stages[0].is_essential: 'maybe' is neither true nor false; write true or false without quotes",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.page",
        ["ada", "ada"],
        "teams.web.escalation_plan.web.stages[0].page[1]: 'ada' is paged twice in one stage; name it once",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.page",
        [5],
        "teams.web.escalation_plan.web.stages[0].page[0]: 5 is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.page",
        [{"is_essential": True}],
        "teams.web.escalation_plan.web.stages[0].page[0].contact: is required; add it",
    ),
    ("people.ada", None, "people.ada: is not a mapping; write `key: value` lines here"),
    ("people.ada", "+12025550101", "people.ada: '<not shown>' is not a mapping; write `key: value` lines here"),
    (
        "teams.web.response_plans.web-critical.impact",
        0,
        "teams.web.response_plans.web-critical.impact: 0 is out of range, AWS takes 1 to 5; change it",
    ),
    (
        "teams.web.response_plans.web-critical.impact",
        6,
        "teams.web.response_plans.web-critical.impact: 6 is out of range, AWS takes 1 to 5; change it",
    ),
    (
        "teams.web.response_plans.web-critical.impact",
        "high",
        "teams.web.response_plans.web-critical.impact: 'high' is not a whole number; give 1 to 5",
    ),
    (
        "teams.web.response_plans.web-critical.title",
        ABSENT,
        "teams.web.response_plans.web-critical.title: is required; add it",
    ),
    (
        "teams.web.response_plans.web-critical.title",
        "",
        "teams.web.response_plans.web-critical.title: '' has 0 characters, AWS takes 1 to 200; change its length",
    ),
    (
        "teams.web.response_plans.web-critical.summary",
        5,
        "teams.web.response_plans.web-critical.summary: 5 is not text; put it in quotes",
    ),
    (
        "teams.web.response_plans.web-critical.chat_channel",
        ["#web"],
        "teams.web.response_plans.web-critical.chat_channel[0]: '#web' has characters that AWS refuses; allowed: an SNS topic ARN such as arn:aws:sns:us-east-1:123456789012:platform-chat",
    ),
    (
        "teams.web.response_plans.web-critical.engage",
        "web",
        "teams.web.response_plans.web-critical.engage: 'web' is not a list; write it as a list",
    ),
    (
        "teams.web.response_plans.web-critical.incident_tags",
        ["a"],
        "teams.web.response_plans.web-critical.incident_tags: a list is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.response_plans.web-critical.incident_tags",
        {"aws:x": "y"},
        "teams.web.response_plans.web-critical.incident_tags.'aws:x': 'aws:x' has characters that AWS refuses; allowed: letters without accents, digits, spaces and _ = @ : . + , / -",
    ),
    (
        "teams.web.response_plans.web-critical.ssm_automation",
        {"document_name": "doc"},
        "teams.web.response_plans.web-critical.ssm_automation.role_arn: is required; add it",
    ),
    (
        "teams.web.response_plans.web-critical.ssm_automation",
        {"document_name": "doc", "role_arn": "me"},
        "teams.web.response_plans.web-critical.ssm_automation.role_arn: 'me' has characters that AWS refuses; allowed: the ARN of an IAM role",
    ),
    (
        "teams.web.response_plans.web-critical.ssm_automation",
        {"document_name": "doc", "role_arn": ROLE, "dynamic_parameters": {"x": "WHAT"}},
        "teams.web.response_plans.web-critical.ssm_automation.dynamic_parameters.x: 'WHAT' is not one of INCIDENT_RECORD_ARN, INVOLVED_RESOURCES; use one of them",
    ),
    (
        "teams.web.response_plans.web-critical.ssm_automation",
        [],
        "teams.web.response_plans.web-critical.ssm_automation: a list is not a mapping; write `key: value` lines here",
    ),
    (
        "tags",
        {"cost center": "1"},
        "tags.'cost center': 'cost center' has characters that AWS refuses; allowed: letters without accents, digits and / _ + = - (the services share these)",
    ),
    ("tags", {"cost": ""}, "tags.cost: '' has 0 characters, AWS takes 1 to 256; change its length"),
    (
        "tags",
        {"aws:x": "1"},
        "tags.'aws:x': 'aws:x' is a reserved tag key; aws: belongs to AWS, managed-by and team to this collection",
    ),
    (
        "tags",
        {"managed-by": "me"},
        "tags.managed-by: 'managed-by' is a reserved tag key; aws: belongs to AWS, managed-by and team to this collection",
    ),
    (
        "tags",
        {"team": "me"},
        "tags.team: 'team' is a reserved tag key; aws: belongs to AWS, managed-by and team to this collection",
    ),
    ("tags", [], "tags: a list is not a mapping; write `key: value` lines here"),
    ("tags", {"cost": 5}, "tags.cost: 5 is not text; put it in quotes"),
    ("tags", {5: "x"}, "tags: 5 is a key that is not text; put the key in quotes"),
    ("people.ada.emial", "ada@example.gov", "people.ada.emial: unknown key; did you mean 'email'?"),
    ("teams.web.schedule", {}, "teams.web.schedule: unknown key; did you mean 'schedules'?"),
    (
        "teams.web.rotations.primary.membres",
        ["ada"],
        "teams.web.rotations.primary.membres: unknown key; did you mean 'members'?",
    ),
    (
        "teams.web.escalation_plan.web.stages.0.pages",
        ["ada"],
        "teams.web.escalation_plan.web.stages[0].pages: unknown key; did you mean 'page'?",
    ),
    (
        "teams.web.response_plans.web-critical.engages",
        ["web"],
        "teams.web.response_plans.web-critical.engages: unknown key; did you mean 'engage'?",
    ),
    (
        "teams.web.schedules.web-oncall.rotation",
        ["primary"],
        "teams.web.schedules.web-oncall.rotation: unknown key; did you mean 'rotations'?",
    ),
    (
        "default_engagement_plan.0.channels.0.retry_interval_in_minutes",
        61,
        "default_engagement_plan[0].channels[0].retry_interval_in_minutes: 61 is out of range, AWS takes 0 to 60 minutes; change it",
    ),
    (
        "default_engagement_plan.0.channel",
        [],
        "default_engagement_plan[0].channel: unknown key; did you mean 'channels'?",
    ),
    ("default_engagement_plan", "SMS", "default_engagement_plan: 'SMS' is not a list; write it as a list"),
    (
        "default_engagement_plan.0.duration_in_minutes",
        None,
        "default_engagement_plan[0].duration_in_minutes: is required; add it",
    ),
    (
        "people.grace.engagement_plan.0.channels.0.name",
        "voise",
        "people.grace.engagement_plan[0].channels[0].name: 'voise' is no channel of this person; did you mean 'voice'?",
    ),
    (
        "people.grace.engagement_plan.0.channels.0.type",
        "SMS",
        "people.grace.engagement_plan[0].channels[0]: needs exactly one of name and type; say which channel is meant",
    ),
    (
        "people.grace.engagement_plan.1.channels.0.type",
        "SMS",
        "people.grace.engagement_plan[1].channels[0].type: 'SMS' is a type of which this person has no channel; add their sms: address",
    ),
    (
        "people.grace.engagement_plan.1.channels.0.type",
        "MAIL",
        "people.grace.engagement_plan[1].channels[0].type: 'MAIL' is not one of SMS, VOICE, EMAIL; did you mean 'EMAIL'?",
    ),
    (
        "people.grace.engagement_plan.1",
        {"duration_in_minutes": 0, "channels": []},
        "people.grace.engagement_plan[1]: lasts 0 minutes and has no channel; give it a duration or a channel",
    ),
    (
        "people.grace.engagement_plan",
        ["voice"],
        "people.grace.engagement_plan[0]: 'voice' is not a mapping; write `key: value` lines here",
    ),
    ("teams", [], "teams: a list is not a mapping; write `key: value` lines here"),
    ("teams.web", None, "teams.web: is not a mapping; write `key: value` lines here"),
    ("teams.web", "x", "teams.web: 'x' is not a mapping; write `key: value` lines here"),
    ("teams.web.rotations", [], "teams.web.rotations: a list is not a mapping; write `key: value` lines here"),
    (
        "teams.web.rotations.primary",
        None,
        "teams.web.rotations.primary: is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.rotations.primary",
        "x",
        "teams.web.rotations.primary: 'x' is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.schedules.web-oncall",
        5,
        "teams.web.schedules.web-oncall: 5 is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.escalation_plan.web",
        5,
        "teams.web.escalation_plan.web: 5 is not a mapping; write `key: value` lines here",
    ),
    (
        "teams.web.response_plans.web-critical",
        [],
        "teams.web.response_plans.web-critical: a list is not a mapping; write `key: value` lines here",
    ),
    ("teams.web.members", "ada", "teams.web.members: 'ada' is not a list; write it as a list"),
    ("teams.web.tags", "x", "teams.web.tags: 'x' is not a mapping; write `key: value` lines here"),
    (
        "teams",
        {"Web!": {}},
        "teams.'Web!': 'Web!' has characters that AWS refuses; allowed: lower-case letters, digits, _ and -",
    ),
)


def test_the_definition_itself_has_no_mistake() -> None:
    assert mistakes(definition()) == []


@pytest.mark.parametrize(("path", "value", "told"), TOLD)
def test_one_mistake_is_told_once(path: str, value: Any, told: str) -> None:
    assert mistakes(definition(path, value)) == [told]


ROTATION = "teams.web.rotations.primary"


def test_a_rotation_takes_30_members_and_no_more() -> None:
    written = definition()
    names = [f"person{n}" for n in range(31)]
    written["people"] |= {name: {"sms": "+12025550103"} for name in names}
    put(written, f"{ROTATION}.members", names[:30])
    assert mistakes(written) == []
    put(written, f"{ROTATION}.members", names)
    assert mistakes(written) == [f"{ROTATION}.members: has 31 members, AWS takes at most 30; shorten it"]


def test_a_schedule_takes_8_rotations_and_no_more() -> None:
    written = definition()
    rotation = written["teams"]["web"]["rotations"]["primary"]
    names = [f"r{n}" for n in range(9)]
    written["teams"]["web"]["rotations"] |= dict.fromkeys(names, rotation)
    put(written, "teams.web.schedules.web-oncall.rotations", names[:8])
    assert mistakes(written) == []
    put(written, "teams.web.schedules.web-oncall.rotations", names)
    assert mistakes(written) == [
        "teams.web.schedules.web-oncall.rotations: has 9 rotations, AWS takes at most 8; shorten it"
    ]


def test_a_response_plan_takes_5_engagements_and_no_more() -> None:
    written = definition()
    names = [f"person{n}" for n in range(6)]
    written["people"] |= {name: {"sms": "+12025550103"} for name in names}
    put(written, "teams.web.response_plans.web-critical.engage", names[:5])
    assert mistakes(written) == []
    put(written, "teams.web.response_plans.web-critical.engage", names)
    assert mistakes(written) == [
        "teams.web.response_plans.web-critical.engage: has 6 engagements, AWS takes at most 5; shorten it"
    ]


@pytest.mark.parametrize("person", [{}, {"display_name": "Ada"}, {"channels": {}}])
def test_a_plan_for_people_without_devices_reaches_nobody(person: dict[str, Any]) -> None:
    written = definition()
    written["people"] = {"ada": person, "grace": person}
    assert mistakes(written) == [
        "teams.web.escalation_plan.web: reaches nobody; page a person, or a schedule whose people have a phone or mail"
    ]


@pytest.mark.parametrize("alias", ["ada", "grace"])
def test_a_plan_that_reaches_one_of_its_people_is_fine(alias: str) -> None:
    """ada is only reached through the schedule."""
    assert mistakes(definition(f"people.{'grace' if alias == 'ada' else 'ada'}", {})) == []


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("tags", ["tags: has 49 tags, AWS takes 50 with our two; drop some"]),
        ("people.ada.tags", ["people.ada.tags: has 49 tags, AWS takes 50 with our two; drop some"]),
        ("teams.web.tags", ["teams.web.tags: has 49 tags, AWS takes 50 with our two; drop some"]),
        (
            "teams.web.rotations.primary.tags",
            ["teams.web.rotations.primary.tags: has 49 tags, AWS takes 50 with our two; drop some"],
        ),
    ],
)
def test_48_tags_are_taken_and_49_refused(place: str, told: list[str]) -> None:
    assert mistakes(definition(place, {f"k{n}": "v" for n in range(48)})) == []
    assert mistakes(definition(place, {f"k{n}": "v" for n in range(49)})) == told


def test_tags_are_counted_with_the_inherited_ones() -> None:
    written = definition("tags", {f"a{n}": "v" for n in range(30)})
    put(written, f"{ROTATION}.tags", {f"b{n}": "v" for n in range(19)})
    assert mistakes(written) == [f"{ROTATION}: has 51 tags with inherited ones, AWS takes 50; drop some"]
    put(written, f"{ROTATION}.tags", {f"b{n}": "v" for n in range(18)})
    assert mistakes(written) == []


def test_names_are_unique_across_teams() -> None:
    written = definition()
    written["teams"]["ops"] = written["teams"]["web"]
    assert mistakes(written) == [
        (
            "teams.ops.schedules.web-oncall: 'web-oncall' is a duplicate alias, "
            "it stands at teams.web.schedules.web-oncall too; rename one of them"
        ),
        (
            "teams.ops.escalation_plan.web: 'web' is a duplicate alias, "
            "it stands at teams.web.escalation_plan.web too; rename one of them"
        ),
        (
            "teams.ops.rotations.primary: 'primary' is a duplicate rotation, "
            "it stands at teams.web.rotations.primary too; rename one of them"
        ),
        (
            "teams.ops.response_plans.web-critical: 'web-critical' is a duplicate response plan, "
            "it stands at teams.web.response_plans.web-critical too; rename one of them"
        ),
    ]
    del written["teams"]["web"]
    written["teams"]["web"] = {}
    assert mistakes(written, ["web"]) == []


@pytest.mark.parametrize("broken", [None, "x", [], {"rotations": 5}, {"schedules": {"s": {"rotations": ["none"]}}}])
def test_mistakes_in_a_team_that_is_not_selected_stop_nobody(broken: Any) -> None:
    written = definition()
    written["teams"]["ops"] = broken
    assert list(read(written, ["web"]).teams) == ["web"]
    assert mistakes(written) != []


def test_a_plan_may_page_what_an_unselected_team_got_wrong() -> None:
    written = definition("teams.web.escalation_plan.web", [{"page": ["theirs"]}])
    written["teams"]["ops"] = {"schedules": {"theirs": 5}}
    assert mistakes(written, ["web"]) == []


def test_an_unknown_selected_team_is_told() -> None:
    assert mistakes(definition(), ["wep", "web"]) == ["selected: 'wep' is not in teams; did you mean 'web'?"]
    assert mistakes(definition(), ["zzzz"]) == ["selected: 'zzzz' is not in teams; known: web"]


def test_all_mistakes_are_told_at_once() -> None:
    written = definition()
    for path, value in (
        ("people.ada.sms", "12025550101"),
        ("people.grace.display_name", "O'Brien"),
        ("teams.web.members", ["ada", 5, "gracee"]),
        (f"{ROTATION}.time_zone_id", "PST"),
        (f"{ROTATION}.start_time", "soon"),
        (f"{ROTATION}.recurrence", {"daily": ["25:00"], "weekly": [{"day": "MOO", "time": "09:00"}]}),
        ("teams.web.schedules.web-oncall.rotations", ["primari"]),
        ("teams.web.escalation_plan.web.stages.0.duration_in_minutes", 31),
        ("teams.web.response_plans.web-critical", {"impact": 9, "engage": ["wep"]}),
    ):
        put(written, path, value)
    places = [told.split(": ")[0] for told in mistakes(written)]
    assert places == [
        "people.ada.sms",
        "people.grace.display_name",
        "teams.web.members[1]",
        f"{ROTATION}.time_zone_id",
        f"{ROTATION}.start_time",
        f"{ROTATION}.recurrence",
        f"{ROTATION}.recurrence.daily[0]",
        f"{ROTATION}.recurrence.weekly[0].day",
        "teams.web.escalation_plan.web.stages[0].duration_in_minutes",
        "teams.web.response_plans.web-critical.title",
        "teams.web.response_plans.web-critical.impact",
        "teams.web.members[2]",
        "teams.web.schedules.web-oncall.rotations[0]",
        "teams.web.response_plans.web-critical.engage",
    ]


def test_the_error_lists_its_problems() -> None:
    with pytest.raises(InvalidDefinitionError) as caught:
        read_organisation({}, {"web": 5, "ops": None})
    assert str(caught.value) == (
        "2 problems in the definition; nothing was written:\n"
        "  teams.web: 5 is not a mapping; write `key: value` lines here\n"
        "  teams.ops: is not a mapping; write `key: value` lines here"
    )
    with pytest.raises(InvalidDefinitionError, match=r"^1 problem in the definition; nothing was written:\n  teams:"):
        read_organisation({}, 5)


def test_people_that_are_no_mapping_are_not_called_unknown_as_well() -> None:
    assert mistakes(definition("people", [1])) == ["people: a list is not a mapping; write `key: value` lines here"]
    assert mistakes(definition("teams.web.rotations", [])) == [
        "teams.web.rotations: a list is not a mapping; write `key: value` lines here"
    ]


@pytest.mark.parametrize("key", ["people", "teams"])
def test_nothing_defined_is_an_empty_definition(key: str) -> None:
    written: dict[str, Any] = {"people": {}, "teams": {}, "default_engagement_plan": None, "tags": None, key: None}
    organisation = read(written)
    assert not organisation.contacts
    assert not organisation.teams


def test_a_missing_required_value_shows_no_value() -> None:
    assert mistakes(definition(f"{ROTATION}.time_zone_id", ABSENT)) == [f"{ROTATION}.time_zone_id: is required; add it"]


def test_a_role_is_an_arn() -> None:
    automation = {"document_name": "doc", "role_arn": ROLE}
    assert mistakes(definition("teams.web.response_plans.web-critical.ssm_automation", automation)) == []
