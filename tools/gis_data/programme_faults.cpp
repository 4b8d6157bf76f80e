// PC, PD-10: faults of the programme, its zone, its figures and the assignments.

#include "faulty.hpp"

namespace gis_data {

namespace {

void assignments(Faulty& plan) {
    plan.set_cell("assignments.csv", "F08", "parcels", "S-B01-02");
    plan.expect("programme firm outside the special zone", {{"PC-01", "F08@S-B01-02"}});

    plan.set_cell("assignments.csv", "F09", "parcels", "G-B25-04;G-B30-01");
    plan.expect("firm given two lots that do not adjoin", {{"PD-10", "F09@G-B25-04+G-B30-01"}});

    plan.set_cell("assignments.csv", "F10", "parcels", "G-B24-02");
    plan.set_cell("firms.csv", "F10", "area_max_m2", "12000"); // so that the lot itself suits
    plan.expect("lot given to two firms", {{"PC-11", "G-B24-02"}});

    plan.set_cell("firms.csv", "F07", "year", "2025");
    plan.expect("firm needs its land a year before it is available",
                {{"PC-06", "F07@G-B25-01+G-B25-02"}});
}

void special_zone(Faulty& plan) {
    plan.set("special_zone", "ODZ-1", "AREA_M2", "1050000");
    plan.expect("special zone 5.5 % smaller than its notice", {{"PC-02", "ODZ-1"}});

    plan.set("special_zone", "ODZ-1", "NOTICE_ID", "");
    plan.expect("special zone without a notice", {{"PC-03", "ODZ-1"}});
}

void figures(Faulty& plan) {
    plan.set_cell("firms.csv", "F10", "rosters", "");
    plan.expect("nine of ten firms on the roster", {{"PC-04", "전주형일자리"}});

    plan.replace("plan.toml", "100, 328]", "100, 300]");
    plan.expect("jobs that do not sum to the total", {{"PC-05", "programme jobs"}});

    // 257,000 KRW/m² against 260,000,000,000 / 1,345,308 m²: 33 % above cost
    plan.replace("plan.toml", "total = 3_296\nparts = [1_420, 1_230, 410, 236]",
                 "total = 2_600\nparts = [1_000, 1_000, 400, 200]");
    plan.expect("industrial lots sold a third above their cost", {{"LB-16", "general"}});

    plan.replace("plan.toml", "parts = [1_120_000]", "parts = [3_920_000]");
    plan.expect("40 % of the province's general industrial land unsold",
                {{"LB-18", "film"}, {"LB-18", "general"}, {"LB-18", "recycling"}});

    plan.replace("plan.toml", "[2_250_000, 900_000, 500_000]", "[2_250_000, 1_900_000, 500_000]");
    plan.expect("supply for 11 years of demand", {{"LB-19", "supply"}});

    plan.replace("plan.toml", "[45_450, 16_100]", "[45_450, 316_100]");
    plan.expect("more land under agreement than the industry has", {{"PC-08", "C23"}});

    plan.append("plan.toml", "\n[[fact]]\nid = \"upgrade funding\"\nrule = \"PC-09\"\nunit = "
                             "\"억원\"\ntotal = 2_843\nparts = [1_519, 354, 980]\nsource = "
                             "\"breaknews 23362\"\n");
    plan.expect("funding whose parts sum to 2,853", {{"PC-09", "upgrade funding"}});

    plan.append("plan.toml", "\n[[fact]]\nid = \"개발이익\"\nrule = \"UG-15\"\nunit = \"억원\"\n"
                             "total = 120\nparts = [12]\nsource = \"SYNTHETIC\"\n");
    plan.expect("10 % of a project's gain reinvested", {{"UG-15", "개발이익"}});

    plan.append("plan.toml", "\n[[fact]]\nid = \"지가차액\"\nrule = \"UG-15\"\nunit = \"억원\"\n"
                             "total = 80\nparts = [32]\nsource = \"SYNTHETIC\"\n");
    plan.expect("40 % of a land-price gain given back", {{"UG-15", "지가차액"}});
}

} // namespace

void seed_programme_faults(Faulty& plan) {
    assignments(plan);
    special_zone(plan);
    figures(plan);
}

} // namespace gis_data
