// make_gis_data DIRECTORY: writes the synthetic data folders of gis_data/ into DIRECTORY.

#include "faulty.hpp"
#include "new_complex.hpp"
#include "upgrade_district.hpp"

#include <exception>
#include <filesystem>
#include <iostream>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: make_gis_data DIRECTORY\n";
        return 2;
    }
    try {
        const std::filesystem::path target{argv[1]};
        gis_data::write(gis_data::new_complex(), target / "new_complex");
        gis_data::write(gis_data::upgrade_district(), target / "upgrade_district");
        gis_data::write(gis_data::faulty(), target / "faulty");
    } catch (const std::exception& error) {
        std::cerr << "make_gis_data: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
