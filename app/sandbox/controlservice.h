// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "webmessage.h"

namespace lw::Sandbox {

class World;

/*!
 * The control endpoint of linewarden-sandbox: lets another program inject faults, move the clock,
 * read the state and start over. Sandbox thread only; owned by Practice.
 */
class ControlService final : public WebService
{
public:
    explicit ControlService(World &world) : m_world(world) {}

    [[nodiscard]] QString callOf(const WebRequest &request) const override;
    void handle(const WebRequest &request, WebReply reply) override;

private:
    [[nodiscard]] std::optional<QString> injectFault(const QJsonObject &body);
    [[nodiscard]] std::optional<QString> changeDevice(const QJsonObject &body);
    [[nodiscard]] std::optional<QString> moveClock(const QJsonObject &body);

    World &m_world;
};

} // namespace lw::Sandbox
