#include <sandan/io/session.hpp>

#include <gdal_priv.h>

namespace sandan::io {

Session::Session() {
    GDALAllRegister();
}

Session::~Session() {
    GDALDestroyDriverManager();
}

} // namespace sandan::io
