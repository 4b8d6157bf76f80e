// make_gis_data DIRECTORY: writes the synthetic data folders of gis_data/ into DIRECTORY.

#include "faulty.hpp"
#include "new_complex.hpp"
#include "upgrade_district.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: make_gis_data DIRECTORY\n", stderr);
        return 2;
    }
    try {
        const std::filesystem::path target{argv[1]};
        gis_data::write(gis_data::new_complex(), target / "new_complex");
        gis_data::write(gis_data::upgrade_district(), target / "upgrade_district");
        gis_data::write(gis_data::faulty(), target / "faulty");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "make_gis_data: %s\n", error.what());
        return 1;
    }
    return 0;
}
