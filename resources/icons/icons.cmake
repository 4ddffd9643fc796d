# The rendered icons, as :/linewarden/icons/light/NAME.png, .../dark/NAME.png (Qt finds the @2x and @3x beside them) and
# :/linewarden/icons/app/linewarden-SIZE.png. A new icon is an SVG here, `./dev icons`, and its name in this list.
set(LW_ICONS add certificate chevron-down chevron-right close connect copy disconnect edit error eye eye-off info lock ok
             pbx refresh remove revert sandbox save search server settings sign-out status-connected status-connecting
             status-disconnected status-unknown warning)

set(files "")
foreach(name IN LISTS LW_ICONS)
  foreach(ground IN ITEMS light dark)
    foreach(scale IN ITEMS "" "@2x" "@3x")
      list(APPEND files "icons/rendered/${ground}/${name}${scale}.png")
    endforeach()
  endforeach()
endforeach()
foreach(size IN ITEMS 16 24 32 48 64 128 256)
  list(APPEND files "icons/rendered/app/linewarden-${size}.png")
endforeach()
qt_add_resources(lw_resources lw_icons PREFIX "/linewarden/icons" BASE icons/rendered FILES ${files})
