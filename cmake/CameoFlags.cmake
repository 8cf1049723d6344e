# Flags of both compilers: warnings are errors, and floating point gives the same bits everywhere.

function(cameo_flags target)
  set(warnings -Wall -Wextra -Wshadow -Werror)
  # What nvcc generates does not keep to these two.
  set(strict -Wpedantic -Wconversion)
  # Contracted to a fused multiply-add, a product is not rounded: other bits than Java's.
  set(exact -ffp-contract=off)

  # The standard by its flag: CMake before 3.26 does not know that nvcc has it.
  target_compile_options(
    ${target} PRIVATE
    $<$<COMPILE_LANGUAGE:CXX>:-std=c++20;${warnings};${strict};${exact}>
    $<$<COMPILE_LANGUAGE:CUDA>:--std=c++20;--fmad=false;--Werror=all-warnings;-Xcompiler=-Wall,-Wextra,-Werror,-ffp-contract=off>
  )
  set_target_properties(
    ${target} PROPERTIES
    CXX_VISIBILITY_PRESET hidden
    CUDA_VISIBILITY_PRESET hidden
    CUDA_RUNTIME_LIBRARY Static
    # Binaries for A100 and H100/H200; from the last one's PTX the driver makes those for all newer GPUs.
    CUDA_ARCHITECTURES "80-real;90"
  )
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/include")
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    # What is linked in is nobody else's business; needed are the C library and, later, a driver.
    target_link_options(
      ${target} PRIVATE -static-libgcc -static-libstdc++ "LINKER:--exclude-libs,ALL" "LINKER:--as-needed" "LINKER:-z,defs")
  endif()
endfunction()

# A program that checks libcameo_host, both watched by these sanitizers.
function(cameo_check program source sanitizers)
  set(watch -fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
  add_executable(${program} ${source})
  cameo_flags(${program})
  target_link_libraries(${program} PRIVATE cameo_host Threads::Threads)
  foreach(target cameo_host ${program})
    target_compile_options(${target} PRIVATE ${watch})
    target_link_options(${target} PRIVATE ${watch})
  endforeach()
endfunction()
