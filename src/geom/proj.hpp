#pragma once
// The only header that knows PROJ. A context belongs to one thread.

#include <sandan/core/error.hpp>

#include <proj.h>

#include <memory>
#include <string>

namespace sandan::geom::proj {

struct Destroy {
    void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }

    void operator()(PJ* object) const noexcept { proj_destroy(object); }

    void operator()(PJ_OBJ_LIST* list) const noexcept { proj_list_destroy(list); }

    void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const noexcept {
        proj_operation_factory_context_destroy(factory);
    }
};

using Context = std::unique_ptr<PJ_CONTEXT, Destroy>;
using Object = std::unique_ptr<PJ, Destroy>;
using List = std::unique_ptr<PJ_OBJ_LIST, Destroy>;
using Factory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, Destroy>;

/// Silent: failures become Errors of ours.
[[nodiscard]] inline Context new_context() {
    Context context{proj_context_create()};
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

/// This thread's own: what it has read from the database serves whoever asks next, and opening the
/// database takes longer than most questions.
[[nodiscard]] inline PJ_CONTEXT* shared_context() {
    thread_local const Context context = new_context();
    return context.get();
}

/// The horizontal system of `definition`, bound and compound wrappings taken off; `own_shift` tells
/// whether there was a TOWGS84. \throws Error{input}
[[nodiscard]] Object read_crs(PJ_CONTEXT* context, const std::string& definition,
                              bool* own_shift = nullptr);

/// A system together with what is known of its identity.
struct Identity {
    std::string epsg; ///< "EPSG:5186"; empty if unknown.
    std::string how;  ///< As CrsInfo::how, like the next three.
    std::string claimed;
    std::string foreign_datum;
    bool korean = false;
};

[[nodiscard]] Identity identify(PJ_CONTEXT* context, const PJ* crs);

} // namespace sandan::geom::proj
