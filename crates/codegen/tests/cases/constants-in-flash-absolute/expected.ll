; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,48"
module asm "__dissolve_m_memory_0:"
module asm ".space 48"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@__dissolve_m_constants_0 = dso_local constant [16 x i8] c"constants\00\00\00\00\00\00\00", align 16
@global.0 = internal global i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32)
@__dissolve_m_global_1 = constant i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48) to i32)
@__dissolve_m_global_2 = constant i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 36) to i32)
@data.1 = internal constant <{ [0 x i8], i32, [0 x i8] }> <{ [0 x i8] zeroinitializer, i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_constants_0, i32 4) to i32), [0 x i8] zeroinitializer }>, align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 sub (i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_constants_0, i32 4) to i32), i32 ptrtoint (ptr @__dissolve_m_memory_0 to i32))), align 4, !dbg !7
  %3 = load i32, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 sub (i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), i32 ptrtoint (ptr @__dissolve_m_memory_0 to i32))), align 4, !dbg !8
  %4 = sub i32 %3, ptrtoint (ptr @__dissolve_m_memory_0 to i32), !dbg !9
  %5 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %4, !dbg !9
  %6 = getelementptr i8, ptr %5, i32 0, !dbg !9
  %7 = load i32, ptr %6, align 4, !dbg !9
  %8 = add i32 %2, %7, !dbg !10
  %9 = sub i32 %0, ptrtoint (ptr @__dissolve_m_memory_0 to i32), !dbg !11
  %10 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %9, !dbg !11
  %11 = getelementptr i8, ptr %10, i32 4, !dbg !11
  %12 = load i32, ptr %11, align 4, !dbg !11
  %13 = add i32 %8, %12, !dbg !12
  %14 = sub i32 %0, ptrtoint (ptr @__dissolve_m_memory_0 to i32), !dbg !13
  %15 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %14, !dbg !13
  %16 = getelementptr i8, ptr %15, i32 0, !dbg !13
  %17 = load i32, ptr %16, align 4, !dbg !13
  %18 = add i32 %13, %17, !dbg !14
  store i32 ptrtoint (ptr @__dissolve_m_constants_0 to i32), ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 sub (i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), i32 ptrtoint (ptr @__dissolve_m_memory_0 to i32))), align 4, !dbg !15
  br label %return, !dbg !16

return:                                           ; preds = %start
  %19 = phi i32 [ %18, %start ]
  ret i32 %19, !dbg !16
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !17 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !18
  ret i32 %2, !dbg !18
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !19 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 48, i1 false), !dbg !20
  store i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), ptr @global.0, align 4, !dbg !20
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32), ptr align 1 @data.1, i32 4, i1 false), !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 92, scope: !4)
!8 = !DILocation(line: 99, scope: !4)
!9 = !DILocation(line: 102, scope: !4)
!10 = !DILocation(line: 105, scope: !4)
!11 = !DILocation(line: 108, scope: !4)
!12 = !DILocation(line: 111, scope: !4)
!13 = !DILocation(line: 114, scope: !4)
!14 = !DILocation(line: 117, scope: !4)
!15 = !DILocation(line: 126, scope: !4)
!16 = !DILocation(line: 129, scope: !4)
!17 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 87, scope: !17)
!19 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 0, scope: !19)
