# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Translate between people in the model and the shapes of ssm-contacts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._model.account import FoundChannel, FoundContact
from .._model.contact import Channel, Contact
from .._model.secret import Address

if TYPE_CHECKING:
    from .._model.contact import EngagementStage

Shape = dict[str, Any]


def channel_from_wire(shape: Shape) -> FoundChannel:
    """Read an entry of ListContactChannels."""
    arn = str(shape["ContactChannelArn"])
    channel = Channel(
        name=str(shape["Name"]),
        type=str(shape.get("Type", "")),
        address=Address(str(shape["DeliveryAddress"].get("SimpleAddress", ""))),
    )
    return FoundChannel(arn, channel, activated=shape.get("ActivationStatus") == "ACTIVATED")


def engagement_plan_to_wire(stages: Iterable[EngagementStage], channel_arns: Mapping[str, str]) -> Shape:
    """Return the Plan of a PERSONAL contact; ``channel_arns`` are by channel name."""
    return {
        "Stages": [
            {
                "DurationInMinutes": stage.duration_in_minutes,
                "Targets": [
                    {
                        "ChannelTargetInfo": {"ContactChannelId": channel_arns[target.channel]}
                        | (
                            {}
                            if target.retry_interval_in_minutes is None
                            else {"RetryIntervalInMinutes": target.retry_interval_in_minutes}
                        )
                    }
                    for target in stage.channels
                ],
            }
            for stage in stages
        ]
    }


def stages_from_wire(plan: Shape) -> tuple[tuple[int, tuple[tuple[str, int | None], ...]], ...]:
    """Read the Plan of a PERSONAL contact, targets as channel ARNs."""
    return tuple(
        (
            int(stage["DurationInMinutes"]),
            tuple(
                (str(info["ContactChannelId"]), info.get("RetryIntervalInMinutes"))
                for target in stage.get("Targets", ())
                if (info := target.get("ChannelTargetInfo"))
            ),
        )
        for stage in plan.get("Stages", ())
    )


def contact_from_wire(shape: Shape) -> Contact:
    """Read a PERSONAL contact, without its channels and engagement plan."""
    return Contact(alias=str(shape["Alias"]), display_name=str(shape.get("DisplayName", "")))


def found_contact(shape: Shape, channels: Iterable[Shape], tags: Mapping[str, str]) -> FoundContact:
    """Put a person together: the answer of GetContact, the entries of ListContactChannels, the tags."""
    return FoundContact(
        arn=str(shape["ContactArn"]),
        model=contact_from_wire(shape),
        tags=tags,
        channels=tuple(channel_from_wire(entry) for entry in channels),
        stages=stages_from_wire(shape["Plan"]),
    )
