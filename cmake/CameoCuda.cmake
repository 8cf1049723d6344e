# Looks for nvcc. Sets CAMEO_CUDA_FOUND, and writes into the build folder's left-out.txt why there is none.

set(CAMEO_OLDEST_NVCC 12.0) # the first that knows C++20

macro(cameo_find_cuda)
  set(CAMEO_CUDA_FOUND OFF)
  set(reason "")
  include(CheckLanguage)
  check_language(CUDA)
  if(NOT CMAKE_CUDA_COMPILER)
    set(reason "no nvcc that works was found")
  else()
    execute_process(COMMAND "${CMAKE_CUDA_COMPILER}" --version OUTPUT_VARIABLE said ERROR_QUIET)
    string(REGEX MATCH "release ([0-9]+\\.[0-9]+)" ignored "${said}")
    set(version "${CMAKE_MATCH_1}")
    if(version VERSION_LESS CAMEO_OLDEST_NVCC)
      set(reason "nvcc ${version} is older than ${CAMEO_OLDEST_NVCC}")
    else()
      set(CAMEO_CUDA_FOUND ON)
    endif()
  endif()
  file(WRITE "${CMAKE_BINARY_DIR}/left-out.txt" "${reason}")
endmacro()
