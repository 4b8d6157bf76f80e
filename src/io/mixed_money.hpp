#pragma once

#include <sandan/model/firm.hpp>
#include <sandan/model/read_finding.hpp>

#include <string>
#include <vector>

namespace sandan::io {

/// Amounts of firms that are over a thousand times off the middle ones of their column are in
/// another unit (원 or 천원 among 억원): told as UNIT-MONEY and taken out, for guessing the unit
/// would be guessing the amount. 0 is an amount of any unit. Where an even number of firms leaves
/// two middles that contradict each other, neither is believed.
void refuse_mixed_money(const std::string& path, std::vector<model::Firm>& firms,
                        std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
